// What the page is given, as types. All files are joined into one function; they share its scope and nothing else.

/** @typedef {"en"|"ko"|"ja"} Lang */
/** @typedef {{text: string, lang?: string, type?: string}} Words */
/** @typedef {Record<string, string>} Labels */
/**
 * @typedef {{property?: string, value?: string, lang?: string, source?: string, start?: number, end?: number,
 *   locator?: string, sha256?: string, verification: string, place: number, name?: string, type?: string, passage?: string,
 *   speakers?: string[], notes?: Words[]}} Evidence
 */
/** @typedef {{id: string, person?: string, party?: string, office?: string, evidence?: Evidence[]}} Representative */
/**
 * @typedef {{id: string, kind?: string, date?: string, places?: string[], byParties?: string[],
 *   representatives?: Representative[], notes?: Words[], evidence?: Evidence[]}} Step
 */
/** @typedef {{id: string, person: string, office: string, start?: string, end?: string, notes?: Words[], evidence?: Evidence[]}} Tenure */
/** @typedef {{id: string, status: string, date?: string, notes?: Words[], evidence?: Evidence[]}} Change */
/** @typedef {{id: string, target: string, reasons?: Words[]}} Reading */
/**
 * @typedef {{id: string, iri: string, type: string, labels?: Labels, ownTranslations?: string[], otherNames?: Words[],
 *   notes?: (Words & {kind: string})[], values?: (Words & {property: string})[], relations?: [string, string][],
 *   links?: [string, string][], life?: Step[], readings?: Reading[], changes?: Change[], evidence?: Evidence[],
 *   ownEvidence?: Evidence[], classes?: string[], schemes?: string[], labelProperty?: string, labelTypes?: Record<string, string>}} Thing
 */
/**
 * @typedef {{id: string, titles?: Words[], publishers?: Words[], tier?: string, addresses?: string[], addressTypes?: string[],
 *   languages?: string[], issued?: string,
 *   retrieved?: string, sha256?: string}} Source
 */
/**
 * `passages` are places in sources, `[source, start, end, locator, sha256, name, speakers]`; evidence comes as numbers in it.
 * @typedef {{version: string, asOf: string, day: string, statementCount: number, namespace: string, things: Thing[],
 *   sources: Source[], tenures: Tenure[], concepts: Record<string, Labels>, classes: Record<string, Labels>, properties: Record<string, Labels>,
 *   passages: any[][], datatypes: Record<string, string[]>}} Model
 */
/**
 * `time` is where a thing stands along time, if that is known; `x` and `y` where the drawing of the moment has it.
 * @typedef {{id: string, shape: string, group: string, time: number|null, lane: string, size: number, rank: number,
 *   opening: boolean, shade?: string, x: number, y: number}} DrawnNode
 */
/** @typedef {{id: number, from: string, to: string, properties: string[], kind: string}} Edge */
/** @typedef {{id: string, shape: string, group: string, x?: number, lane: string, size: number, rank: number, opening?: boolean, shade?: string}} PackedNode */
/** @typedef {{nodes: PackedNode[], edges: [number, number, number][], sorts: string[][]}} PackedNetwork */
/** A band across the chart: the things of a policy area, or of some classes. @typedef {{top: number, bottom: number, area: string, classes: string[]}} Lane */
/**
 * @typedef {{width: number, lanes: string[], years: [number, number][], shapes: Record<string, string>,
 *   eventShapes: Record<string, string[]>, measure?: {meaning: Labels, shades: string[]}, leftOut: number,
 *   licence: string, foreign: boolean}} Chart
 */
/** @typedef {{nodes: DrawnNode[], edges: Edge[], chart: Chart, title: string}} Network */
/** @typedef {{forward: string, inverse: string}} Sentence */
/**
 * What ways between things cost, and how they are told; the same as the command's.
 * @typedef {{stepCosts: Record<string, number>, passing: Record<string, number>, many: number, further: number, mostTried: number,
 *   mostWeak: number, direct: string[], readings: Record<string, Record<Lang, Sentence>>, phrases: Record<string, Record<Lang, string>>}} PathRules
 */
/** What stands in an answer: a thing by its name alone in a list, or a text. @typedef {string|[string]} Cell */
/**
 * `answers` by language, or by an empty name where they are the same in all; `given` what the question was asked with.
 * @typedef {{name: string, wording: Labels, tags: string[], given: [string, Cell][], parameters: Record<string, Labels>,
 *   columns: Labels[], answers: Record<string, Cell[][]>, cut: boolean}} Question
 */
/** @typedef {{x: number, y: number, scale: number}} Camera */
/** @typedef {"time"|"network"|"table"|"areas"} Mode */
/**
 * What is looked at; the fragment of the address says it, and nothing else remembers it. `path` is two things as in
 * `a..b`, `around` the thing in the middle of the network and `open` those in it whose neighbours are brought in too.
 * @typedef {{mode: Mode, thing: string, lang: Lang, with: string[], without: string[], filter: string, search: string,
 *   camera: Camera|null, day: string, question: string, path: string, around: string, open: string[],
 *   pages: Record<string, string>}} View
 */
