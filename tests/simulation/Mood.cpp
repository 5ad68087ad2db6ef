#include "Mood.h"

namespace duijie::simulation
{

namespace
{

// Each kind of trouble is absent from some worlds, rare in most, and frequent in a few: together they would
// hide one another.
int share(Random& random, int usual)
{
    return random.oneOf(0, usual, usual, usual, 4 * usual);
}

OrderMood ordersOf(Random& random, const Mood& mood)
{
    OrderMood orders;
    orders.modified = share(random, 20);
    orders.burst = share(random, 15);
    orders.late = share(random, 20);
    orders.shifting = share(random, 10);
    orders.repeating = share(random, 10);
    orders.failing = share(random, 4);
    // What comes later than lag and overlap reach is the sweep's.
    orders.latestMs = mood.nightlySweepMs > 0 ? 12 * Hour : mood.lagMs + mood.overlapMs - 30 * Second;
    orders.clockOffsetMs = random.oneOf<int64_t>(0, 0, 0, -90 * Second, 45 * Second, -7 * Second);
    orders.longestWindowMs = random.oneOf<int64_t>(0, Hour, 30 * 24 * Hour);
    orders.pageSize = static_cast<int>(random.between(2, 12));
    orders.callsPerMinute = random.oneOf(20u, 60u, 60u, 1000u);
    return orders;
}

BookMood booksOf(Random& random, const Mood& mood)
{
    BookMood books;
    books.notSent = share(random, 3);
    books.cutBefore = share(random, 3);
    books.appliedLost = share(random, 6);
    books.lateApplied = share(random, 3);
    books.throttled = share(random, 3);
    books.unauthorized = share(random, 1);
    books.nameless = share(random, 2);
    books.draft = share(random, 3);
    books.listFailing = share(random, 4);
    books.finishRefused = share(random, 10);
    books.hiddenMs = random.oneOf<int64_t>(0, 0, mood.settleMs / 2);
    books.uniqueKeys = random.chance(15);
    books.finds = random.chance(30);
    books.perCall = random.oneOf(1u, 1u, 4u, 10u);
    books.callsPerMinute = random.oneOf(15u, 60u, 500u);
    return books;
}

} // namespace

Mood moodOf(uint64_t seed)
{
    Random random(seed);
    Mood mood;
    mood.periodMs = random.oneOf<int64_t>(2 * Hour, 3 * Hour, 4 * Hour, 6 * Hour);
    mood.crashing = random.oneOf(0, 50, 80);
    mood.lagMs = random.oneOf<int64_t>(60 * Second, 2 * Minute);
    mood.overlapMs = random.oneOf<int64_t>(10 * Minute, 30 * Minute);
    mood.settleMs = random.oneOf<int64_t>(30 * Second, 60 * Second);
    mood.nightlySweepMs = random.chance(30) ? 48 * Hour : 0;
    mood.concurrency = static_cast<int>(random.between(1, 4));
    mood.mostUnsent = random.oneOf(5, 100'000, 100'000);
    mood.batch = random.chance(15) ? engine::BatchMode::AllOrNothing : engine::BatchMode::BestEffort;
    mood.orders = ordersOf(random, mood);
    mood.books = booksOf(random, mood);
    mood.disk.slowestMs = random.oneOf<int64_t>(0, 20, 500);
    mood.disk.failsPercent = random.oneOf(0, 0, 0, 2);
    mood.disk.alonePercent = random.oneOf(0, 50, 100);
    return mood;
}

void Mood::calm()
{
    crashing = stopping = helping = 0;
    orders.shifting = orders.failing = 0;
    disk.failsPercent = 0;
    mostUnsent = 100'000;
    BookMood quiet;
    quiet.notSent = quiet.cutBefore = quiet.appliedLost = quiet.lateApplied = quiet.throttled = 0;
    quiet.unauthorized = quiet.nameless = quiet.draft = quiet.listFailing = quiet.finishRefused = 0;
    quiet.hiddenMs = books.hiddenMs;
    quiet.uniqueKeys = books.uniqueKeys;
    quiet.finds = books.finds;
    quiet.perCall = books.perCall;
    quiet.callsPerMinute = books.callsPerMinute;
    books = quiet;
}

} // namespace duijie::simulation
