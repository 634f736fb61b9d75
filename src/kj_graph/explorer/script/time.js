// What a date may mean, and what held on a day. An interval includes its first day and excludes the day of its end;
// an answer is certain, or possible where a date is known only to the month or year. The saved questions of the
// project answer the same, and the tests compare the two.

/** @typedef {{earliest: string, latest: string}} Bounds */
/** @typedef {"certain"|"possible"} Certainty */
/**
 * @typedef {{agreement: string, party: string, status: "in-force"|"in-force-not-operating"|"made"|"made-not-operating",
 *   certainty: Certainty, since: string, ended: string}} Standing
 */

const NEVER = "9999";

/** The first and the last day that a date can mean. @param {string|undefined} written @returns {Bounds|null} */
function boundsOf(written) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(written || "");
  if (!found) return null;
  const [, year, month, day] = found;
  if (day) return { earliest: found[0], latest: found[0] };
  if (!month) return { earliest: `${year}-01-01`, latest: `${year}-12-31` };
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return { earliest: `${year}-${month}-01`, latest: `${year}-${month}-${String(last).padStart(2, "0")}` };
}

/** @param {(string|undefined)[]} texts @returns {string} the least of them, or nothing */
function least(texts) {
  return texts.reduce((/** @type {string} */ first, text) => (text && (!first || text < first) ? text : first), "");
}

/**
 * Whether something that lasts from one date until another goes on on a day, or null.
 * @param {string|undefined} from @param {string|undefined} until @param {string} day @returns {Certainty|null}
 */
function holdsOn(from, until, day) {
  const start = boundsOf(from);
  const end = boundsOf(until);
  if (!start || start.earliest > day || (end && day >= end.latest)) return null;
  return start.latest <= day && (!end || day < end.earliest) ? "certain" : "possible";
}

const ENDINGS = new Set(["expired", "replaced", "terminated"].map((kind) => `life-kind-${kind}`));

/** @typedef {Step & {bounds: Bounds}} DatedStep */

/** @param {Thing} thing @returns {DatedStep[]} */
function datedSteps(thing) {
  /** @type {DatedStep[]} */
  const steps = [];
  for (const step of thing.life || []) {
    const bounds = boundsOf(step.date);
    if (bounds) steps.push({ ...step, bounds });
  }
  return steps;
}

/** The steps from which an agreement lasts: entry into force, or its making where none is recorded. @param {Thing} thing */
function findStarts(thing) {
  const steps = datedSteps(thing);
  const enters = (thing.life || []).some((step) => step.kind === "life-kind-in-force");
  const kinds = enters ? ["life-kind-in-force"] : ["life-kind-signed", "life-kind-issued"];
  return { enters, starts: steps.filter((step) => kinds.includes(step.kind || "")) };
}

/** @param {Thing} thing */
function hasManyParties(thing) {
  return new Set((thing.relations || []).filter(([name]) => name === "party").map(([, id]) => id)).size > 2;
}

/** When what began with a step ended: a party that leaves three or more others ends it for itself alone. @param {Thing} thing @param {DatedStep} start */
function findEnds(thing, start) {
  const many = hasManyParties(thing);
  const theirs = start.byParties || [];
  return datedSteps(thing).filter((step) =>
    ENDINGS.has(step.kind || "") && step.bounds.latest >= start.bounds.earliest &&
    (!step.byParties || !many || step.byParties.some((party) => theirs.includes(party))));
}

/** How an agreement stood on a day, for each party whose dates differ. @param {Thing} thing @param {string} day @returns {Standing[]} */
function standingOf(thing, day) {
  const { enters, starts } = findStarts(thing);
  const steps = datedSteps(thing);
  /** @type {Standing[]} */
  const found = [];
  for (const start of starts) {
    const ends = findEnds(thing, start);
    const firstEarliest = least(ends.map((step) => step.bounds.earliest)) || NEVER;
    const firstLatest = least(ends.map((step) => step.bounds.latest)) || NEVER;
    if (start.bounds.earliest > day || day >= firstLatest) continue;
    const sure = start.bounds.latest <= day && day < firstEarliest;
    const stops = steps.filter((step) => step.kind === "life-kind-dormant").map((stop) => {
      const again = steps.filter((step) => step.kind === "life-kind-resumed" && step.bounds.latest >= stop.bounds.earliest);
      const goesEarliest = least(again.map((step) => step.bounds.earliest)) || NEVER;
      const goesLatest = least(again.map((step) => step.bounds.latest)) || NEVER;
      return { met: stop.bounds.earliest <= day && day < goesLatest, sure: stop.bounds.latest <= day && day < goesEarliest };
    }).filter((stop) => stop.met);
    for (const stop of stops.length ? stops : [null]) {
      for (const party of start.byParties || [""]) {
        found.push({
          agreement: thing.id,
          party,
          status: `${enters ? "in-force" : "made"}${stop ? "-not-operating" : ""}`,
          certainty: sure && (!stop || stop.sure) ? "certain" : "possible",
          since: start.date || "",
          ended: least(ends.map((step) => step.date)),
        });
      }
    }
  }
  return found;
}

/** @param {Thing} thing @param {string} name @returns {string|undefined} */
function readValue(thing, name) {
  const value = (thing.values || []).find((each) => each.property === name);
  return value && value.text;
}

/** When something was said: its own date, else that of the event at which it was stated. @param {Thing} thing */
function findSaid(thing) {
  const own = readValue(thing, "date");
  if (own) return own;
  const events = (thing.relations || []).filter(([name]) => name === "statedAt" || name === "partOf").map(([, id]) => things.get(id));
  return least(events.map((event) => event && (readValue(event, "date") || findWhole(event))));
}

/** The date of what an event is part of. @param {Thing} event @returns {string} */
function findWhole(event) {
  const wholes = (event.relations || []).filter(([name]) => name === "partOf").map(([, id]) => things.get(id));
  return least(wholes.map((whole) => whole && readValue(whole, "date")));
}

/** @typedef {"absent"|"present"|"ended"} Presence what a thing was on a day: not there yet, there, or over */

/** @type {Map<string, Presence>} */
const presences = new Map();
let presenceDay = "";

/** @param {string} id @param {string} day @returns {Presence} */
function presenceOf(id, day) {
  if (presenceDay !== day) {
    presences.clear();
    presenceDay = day;
  }
  const known = presences.get(id);
  if (known) return known;
  const thing = things.get(id);
  const presence = thing ? findPresence(thing, day) : "present";
  presences.set(id, presence);
  return presence;
}

/** @param {Thing} thing @param {string} day @returns {Presence} */
function findPresence(thing, day) {
  if (thing.life) {
    const first = least(datedSteps(thing).map((step) => step.bounds.earliest));
    if (first > day) return "absent";
    const over = datedSteps(thing).some((step) => ENDINGS.has(step.kind || "") && step.bounds.latest <= day);
    return over && !standingOf(thing, day).length ? "ended" : "present";
  }
  if (thing.type === "Person" || thing.type === "Office") {
    const held = tenures.get(thing.id) || [];
    if (held.length && thing.type === "Person") {
      if (held.some((tenure) => holdsOn(tenure.start, tenure.end, day))) return "present";
      return held.every((tenure) => (boundsOf(tenure.start) || { earliest: "" }).earliest > day) ? "absent" : "ended";
    }
  }
  if (thing.type === "ContestedMatter") {
    const since = least((incoming.get(thing.id) || []).filter(([name]) => name === "onMatter")
      .map(([, id]) => (boundsOf(readValue(/** @type {Thing} */ (things.get(id)), "from")) || { earliest: "" }).earliest));
    return since > day ? "absent" : "present";
  }
  const from = readValue(thing, "from");
  if (from) {
    const until = boundsOf(readValue(thing, "until"));
    if ((boundsOf(from) || { earliest: "" }).earliest > day) return "absent";
    return until && until.latest <= day ? "ended" : "present";
  }
  const said = boundsOf(findSaid(thing));
  return said && said.earliest > day ? "absent" : "present";
}

/** What became of a proposal by a day: the last change before or on it. @param {Thing} thing @param {string} day */
function findChange(thing, day) {
  const met = (thing.changes || []).filter((change) => (boundsOf(change.date) || { earliest: NEVER }).earliest <= day);
  return met[met.length - 1];
}

// Between days and places along the chart.

/** A date as a number of years with a fraction, as the chart was laid out. @param {string} written */
function momentOf(written) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(written);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((part) => (part ? Number(part) : null));
  if (month === null) return /** @type {number} */ (year) + 0.5;
  return /** @type {number} */ (year) + (month - 1) / 12 + (day === null ? 1 / 24 : (day - 1) / 372);
}

/** Where a moment stands along time; before the first year and after the last at their edges. @param {number} moment */
function placeMoment(moment) {
  const { years } = network.chart;
  if (!years.length) return 0;
  const [first] = years[0];
  const at = Math.min(Math.max(Math.floor(moment) - first, 0), years.length - 2);
  const [year, begin] = years[at];
  return begin + (years[at + 1][1] - begin) * Math.min(Math.max(moment - year, 0), 1);
}

const DAY = 86400000;

/** Whether a text is a day of the calendar, written in full. @param {string} text */
function isDay(text) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && toDay(Math.round(time / DAY)) === text;
}

/** @param {string} day */
function toNumber(day) {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
}

/** @param {number} number */
function toDay(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

/** A day some months earlier or later; the 31st becomes the last of a shorter month. @param {string} day @param {number} months */
function shiftMonths(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The first day shown along time, and the last day that was looked at. */
function findReachOfTime() {
  const { years } = network.chart;
  const first = years.length ? `${years[0][0]}-01-01` : "1945-01-01";
  const asked = (boundsOf(model.asOf) || { latest: "" }).latest;
  const last = asked > first ? asked : years.length ? `${years[years.length - 1][0]}-12-31` : "2030-12-31";
  return { first, last };
}
