// What the page is given, as types. All files are joined into one function; they share its scope and nothing else.

/** @typedef {"en"|"ko"|"ja"} Lang */
/** @typedef {{text: string, lang?: string}} Words */
/** @typedef {Record<string, string>} Labels */
/**
 * @typedef {{property?: string, value?: string, lang?: string, source?: string, start?: number, end?: number,
 *   locator?: string, sha256?: string, verification: string}} Evidence
 */
/** @typedef {{person?: string, party?: string, office?: string, evidence?: Evidence[]}} Representative */
/**
 * @typedef {{kind?: string, date?: string, places?: string[], byParties?: string[],
 *   representatives?: Representative[], evidence?: Evidence[]}} Step
 */
/** @typedef {{person: string, office: string, start?: string, end?: string, notes?: Words[], evidence?: Evidence[]}} Tenure */
/** @typedef {{status: string, date?: string, notes?: Words[], evidence?: Evidence[]}} Change */
/** @typedef {{target: string, reasons?: Words[]}} Reading */
/**
 * @typedef {{id: string, iri: string, type: string, labels?: Labels, ownTranslations?: string[], otherNames?: Words[],
 *   notes?: (Words & {kind: string})[], values?: (Words & {property: string})[], relations?: [string, string][],
 *   links?: [string, string][], life?: Step[], readings?: Reading[], changes?: Change[], evidence?: Evidence[]}} Thing
 */
/**
 * @typedef {{id: string, titles?: Words[], publishers?: Words[], tier?: string, addresses?: string[], issued?: string,
 *   retrieved?: string, sha256?: string}} Source
 */
/**
 * `passages` are places in sources, `[source, start, end, locator, sha256]`; evidence comes as numbers in it.
 * @typedef {{version: string, asOf: string, day: string, statementCount: number, namespace: string, things: Thing[],
 *   sources: Source[], tenures: Tenure[], concepts: Record<string, Labels>, classes: Record<string, Labels>, properties: Record<string, Labels>,
 *   passages: any[][]}} Model
 */
/**
 * @typedef {{id: string, shape: string, group: string, x: number, y: number, size: number, rank: number,
 *   head: boolean, opening: boolean, shade?: string}} DrawnNode
 */
/** @typedef {{id: number, from: string, to: string, properties: string[], kind: string}} Edge */
/** @typedef {Omit<DrawnNode, "head"|"opening"> & {head?: boolean, opening?: boolean}} PackedNode */
/** @typedef {{nodes: PackedNode[], edges: [number, number, number][], sorts: string[][]}} PackedNetwork */
/** @typedef {{top: number, bottom: number, title: string, classes: string[]}} Lane */
/**
 * @typedef {{lanes: Lane[], years: [number, number][], shapes: Record<string, string>,
 *   eventShapes: Record<string, string[]>, measure?: {meaning: Labels, shades: string[]}}} Chart
 */
/** @typedef {{nodes: DrawnNode[], edges: Edge[], chart: Chart, title: string}} Network */
/** What stands in an answer: a thing by its name alone in a list, or a text. @typedef {string|[string]} Cell */
/**
 * `answers` by language, or by an empty name where they are the same in all; `given` what the question was asked with.
 * @typedef {{name: string, wording: Labels, tags: string[], given: [string, Cell][], parameters: Record<string, Labels>,
 *   columns: Labels[], answers: Record<string, Cell[][]>, cut: boolean}} Question
 */
/** @typedef {{x: number, y: number, scale: number}} Camera */
/**
 * What is looked at; the fragment of the address says it, and nothing else remembers it.
 * @typedef {{thing: string, lang: Lang, with: string[], without: string[], search: string, list: boolean, camera: Camera|null,
 *   day: string, question: string}} View
 */
