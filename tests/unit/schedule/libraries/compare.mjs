// Holds the host's next instants, as cron_triples prints them, against two libraries'. Where no clock is set near any
// answer, both must say the same; where one is, libraries differ by taste, and the host's documented rule decides.
// Prints what was compared; exit code 1 when the host is wrong anywhere.
import {createInterface} from 'node:readline';
import {CronExpressionParser} from 'cron-parser';
import {Cron} from 'croner';
import {clockIsSet, field, next} from './wall.mjs';

// "*/2" beside a weekday must hold together with it, as in cron itself; croner has a setting for that, cron-parser none.
function bothMust(expression) {
  const [, , day, , weekday] = expression.split(' ');
  return day !== '*' && weekday !== '*' && (day.startsWith('*') || weekday.startsWith('*'));
}

function byCroner(expression, zone, after) {
  const cron = new Cron(expression, {timezone: zone, paused: true, domAndDow: bothMust(expression)});
  return cron.nextRun(new Date(after))?.getTime() ?? 0;
}

// It refuses a value given twice: it gets each list as plain values.
function plainList(word, least, most) {
  return word.includes(',') ? [...field(word, least, most).values].join(',') : word;
}

function byCronParser(expression, zone, after) {
  const limits = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 6]];
  const plain = expression.split(' ').map((word, i) => plainList(word, ...limits[i])).join(' ');
  try {
    return CronExpressionParser.parse(plain, {currentDate: new Date(after), tz: zone}).next().getTime();
  } catch (error) {
    if (!error.message.includes('loop limit')) {
      throw error;
    }
    return undefined; // it looks ahead for so long only
  }
}

// Zone data of the machine's files end with it.
const LastYear = 2037;

const counts = {triples: 0, 'both libraries': 0, 'croner alone': 0, 'too far ahead': 0,
  'where a clock is set': 0, 'a library differs there': 0};
let wrong = 0;

function compare(expression, zone, after, ours) {
  ++counts.triples;
  if (new Date(ours).getUTCFullYear() > LastYear) {
    ++counts['too far ahead'];
    return;
  }
  const answers = {croner: byCroner(expression, zone, after)};
  const second = bothMust(expression) ? undefined : byCronParser(expression, zone, after);
  if (second !== undefined) {
    answers['cron-parser'] = second;
  }
  ++counts[second === undefined ? 'croner alone' : 'both libraries'];
  let others = Object.entries(answers);
  if ([after, ours, ...Object.values(answers)].some((instant) => clockIsSet(zone, instant))) {
    ++counts['where a clock is set'];
    counts['a library differs there'] += others.some(([, answer]) => answer !== ours) ? 1 : 0;
    others = [['the rule', next(expression, zone, after)]];
  }
  for (const [who, answer] of others.filter(([, answer]) => answer !== ours)) {
    ++wrong;
    console.log(`"${expression}" in ${zone} after ${new Date(after).toISOString()}: ` +
      `${new Date(ours).toISOString()}, by ${who} ${new Date(answer).toISOString()}`);
  }
}

for await (const line of createInterface({input: process.stdin})) {
  const [expression, zone, after, ours] = line.split('\t');
  compare(expression, zone, Number(after), Number(ours));
}
console.log(Object.entries(counts).map(([what, count]) => `${count} ${what}`).join(', ') + `, ${wrong} wrong`);
process.exit(wrong === 0 && counts.triples > 0 ? 0 : 1);
