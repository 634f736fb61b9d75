// What the text of an agreement lets fall due: ends of terms, periods of notice, notices that run.

/**
 * `kind` is a sentence of the page with the date in it; `day` the first day that the date can mean, `rough` whether it
 * is known only to the month or year.
 * @typedef {{agreement: string, kind: "dueTerm"|"dueNotice"|"dueEffect", date: string, day: string, rough: boolean}} Deadline
 */

/** @param {string|undefined} written a duration, as P90D, P6M or P1Y @returns {[number, number]|null} months and days */
function readPeriod(written) {
  const found = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(written || "");
  if (!found || found[0] === "P") return null;
  const [years, months, days] = found.slice(1).map((part) => Number(part || 0));
  return [years * 12 + months, days];
}

/** A day a period later, or earlier. @param {string} day @param {string|undefined} period @param {1|-1} direction */
function shiftPeriod(day, period, direction) {
  const found = readPeriod(period);
  if (!found) return "";
  return toDay(toNumber(shiftMonths(day, direction * found[0])) + direction * found[1]);
}

/** @param {string} written a duration */
function sayPeriod(written) {
  const found = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(written);
  if (!found) return written;
  const units = ["year", "month", "day"];
  return found.slice(1).flatMap((part, at) =>
    (part ? [new Intl.NumberFormat(lang, { style: "unit", unit: units[at], unitDisplay: "long" }).format(Number(part))] : [])).join(" ");
}

const LIFTS = new Set(["life-kind-notice-suspended", "life-kind-notice-withdrawn", ...ENDINGS]);

/** Whether the life of an agreement as a whole has an end on record. @param {Thing} thing @returns {DatedStep|undefined} */
function findWholeEnd(thing) {
  const many = hasManyParties(thing);
  return datedSteps(thing).find((step) => ENDINGS.has(step.kind || "") && !(many && step.byParties));
}

/** What falls due, or fell due, by the text of an agreement that has no end on record. @param {Thing} thing @returns {Deadline[]} */
function findDeadlines(thing) {
  if (!thing.life || findWholeEnd(thing)) return [];
  /** @type {Deadline[]} */
  const found = [];
  const period = readValue(thing, "noticePeriod");
  for (const value of (thing.values || []).filter((each) => each.property === "termEnds")) {
    const bounds = boundsOf(value.text);
    if (!bounds) continue;
    const rough = bounds.earliest !== bounds.latest;
    found.push({ agreement: thing.id, kind: "dueTerm", date: value.text, day: bounds.earliest, rough });
    const last = shiftPeriod(bounds.earliest, period, -1);
    if (last) found.push({ agreement: thing.id, kind: "dueNotice", date: last, day: last, rough });
  }
  const steps = datedSteps(thing);
  for (const notice of steps.filter((step) => step.kind === "life-kind-termination-notice")) {
    const lifted = steps.some((step) => LIFTS.has(step.kind || "") && step.bounds.latest >= notice.bounds.earliest);
    const effect = shiftPeriod(notice.bounds.earliest, period, 1);
    if (!lifted && effect) found.push({ agreement: thing.id, kind: "dueEffect", date: effect, day: effect, rough: notice.bounds.earliest !== notice.bounds.latest });
  }
  return found.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : one.kind < other.kind ? -1 : 1));
}

/** @param {Deadline} due */
function buildDeadline(due) {
  const words = { dueTerm: say("dueTerm"), dueNotice: say("dueNotice"), dueEffect: say("dueEffect") };
  return build("span", {}, build("time", {}, sayDate(due.date)), ` · ${words[due.kind]}`, due.rough ? buildCertainty("possible") : null);
}

/** @param {Deadline} due */
function sayDeadline(due) {
  return { dueTerm: say("dueTerm"), dueNotice: say("dueNotice"), dueEffect: say("dueEffect") }[due.kind];
}
