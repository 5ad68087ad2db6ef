// The documented rule of the host where clocks are set, read a third time: what is on the wall, from the zone data of Node.

const Minute = 60_000;
const Day = 86_400_000;
const formats = new Map();

/// Minutes east of UTC at an instant.
export function offset(zone, instant) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat('en-US', {timeZone: zone, timeZoneName: 'longOffset'}));
  }
  const name = formats.get(zone).formatToParts(instant).find((part) => part.type === 'timeZoneName').value;
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d+):(\d+))?/.exec(name);
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}

/// True when a clock is set within a day of the instant.
export function clockIsSet(zone, instant) {
  return offset(zone, instant - Day) !== offset(zone, instant + Day);
}

/// The values of a field, and whether it begins with a star.
export function field(text, least, most) {
  const values = new Set();
  for (const item of text.split(',')) {
    const [range, step] = item.split('/');
    const [from, to] = range === '*' ? [least, most] : range.split('-').map(Number);
    const last = to ?? (step ? most : from);
    for (let value = from; value <= last; value += Number(step ?? 1)) {
      values.add(value);
    }
  }
  return {values, star: text.startsWith('*')};
}

// The instant a gap ends, somewhere within a day of `near`.
function gapEnd(zone, near) {
  let [before, after] = [near - Day, near + Day];
  const old = offset(zone, before);
  while (after - before > Minute) {
    const middle = before + Math.floor((after - before) / 2 / Minute) * Minute;
    offset(zone, middle) === old ? (before = middle) : (after = middle);
  }
  return after;
}

// The instants at which the wall shows a time, given as if it were UTC.
function instants(zone, wall, fixed) {
  const offsets = new Set([offset(zone, wall - Day), offset(zone, wall + Day)]);
  const found = [...offsets].map((east) => [wall - east * Minute, east])
    .filter(([instant, east]) => offset(zone, instant) === east).map(([instant]) => instant).sort((a, b) => a - b);
  if (found.length === 0) {
    return fixed ? [gapEnd(zone, wall)] : [];
  }
  return fixed ? found.slice(0, 1) : found;
}

/// The first instant after `after` by the rule.
export function next(expression, zone, after) {
  const words = expression.split(' ');
  const [minutes, hours, days, months, weekdays] =
    [[0, 59], [0, 23], [1, 31], [1, 12], [0, 6]].map(([least, most], i) => field(words[i], least, most));
  const fixed = !minutes.star && !hours.star;
  const first = Math.floor((after + offset(zone, after) * Minute) / Day) * Day - Day;
  for (let day = first; day < first + 41 * 366 * Day; day += Day) {
    const date = new Date(day);
    const [byDay, byWeekday] = [days.values.has(date.getUTCDate()), weekdays.values.has(date.getUTCDay())];
    const right = days.star || weekdays.star ? byDay && byWeekday : byDay || byWeekday;
    if (!right || !months.values.has(date.getUTCMonth() + 1)) {
      continue;
    }
    const found = [...hours.values].flatMap((hour) => [...minutes.values].flatMap(
      (minute) => instants(zone, day + (hour * 60 + minute) * Minute, fixed))).filter((instant) => instant > after);
    if (found.length > 0) {
      return found.reduce((a, b) => Math.min(a, b));
    }
  }
  return 0;
}
