"""How the collection is built: by decade, by who is at the table, and how any two things are tied.

`decades` tells the structure decade by decade, `formats` how dense the ties are within and between agreements of two
parties, of three, and of more; `ties` lists a network's ties, strongest first; `paths` tells the ways between two
things as rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

from kj_graph import vocabulary as v
from kj_graph.errors import UsageError
from kj_graph.network.measures import THIN
from kj_graph.network.projection import BETWEEN_AGREEMENTS, list_areas, list_nodes, project

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    import networkx

    from kj_graph.network.measures import Setting
    from kj_graph.network.table import Measured, Row

    Whole = networkx.MultiDiGraph[str]

_DATED = ("Agreement", "Event", "Proposal")
_FEW = 5
JAPAN, KOREA = v.KJR + "state-japan", v.KJR + "state-republic-of-korea"
FORMATS = {
    "bilateral": ({JAPAN, KOREA}, ""),
    "trilateral-us": ({JAPAN, KOREA, v.KJR + "state-united-states"}, v.KJR + "area-trilateral-cooperation-usjk"),
    "trilateral-china": ({JAPAN, KOREA, v.KJR + "state-china"}, v.KJR + "area-trilateral-cooperation-cjk"),
}
"""Who is party, and in which area it is filed: of a treaty of many states only those in the graph are named."""


def measure_decades(setting: Setting) -> Measured:
    """Return what came about in each decade, and how it is tied."""
    if setting.on == "votes":
        return _measure_voting_decades(setting)
    whole = setting.whole
    dated = {
        node: data["since"][:3] + "0s"
        for node, data in whole.nodes(data=True)
        if data["kind"] in _DATED and "since" in data
    }
    undated = len(list_nodes(whole, _DATED)) - len(dated)
    if not dated:
        raise UsageError(
            "no agreement, event or proposal of this graph has a date, so there is no structure by decade",
            hint="Add kj:date to life events and events; 'kj-graph check FILE' names what lacks one.",
        )
    filed = list_areas(whole, _DATED)
    seen: set[str] = set()
    rows: list[Row] = []
    for decade in sorted(set(dated.values())):
        things = [node for node, each in dated.items() if each == decade]
        kinds = Counter(whole.nodes[node]["kind"] for node in things)
        areas = {area for node in things for area in filed.get(node, ())}
        pairs = {pair for node in things for pair in combinations(sorted(filed.get(node, ())), 2)}
        agreements = {node for node in things if whole.nodes[node]["kind"] == "Agreement"}
        back = [
            int(whole.nodes[start]["since"][:4]) - int(whole.nodes[end]["since"][:4])
            for start, end, key in whole.edges(keys=True)
            if start in agreements and key in BETWEEN_AGREEMENTS and end in dated
        ]
        named = Counter(find_format(whole, node) for node in agreements)
        rows.append(
            {
                "decade": decade,
                "agreements": kinds["Agreement"],
                "bilateral": named["bilateral"],
                "trilateral": named["trilateral-us"] + named["trilateral-china"],
                "events": kinds["Event"],
                "proposals": kinds["Proposal"],
                "areaCount": len(areas),
                "newAreas": len(areas - seen),
                "density": len(pairs) / (len(areas) * (len(areas) - 1) / 2) if len(areas) > 1 else None,
                "backRefs": len(back),
                "thin": kinds["Agreement"] < _FEW,
            }
        )
        seen |= areas
    remarks = ["collection", "decades", setting.say("thin-decade", count=_FEW)]
    if undated:
        remarks.append(setting.say("undated", count=undated))
    columns = (
        "decade", "agreements", "bilateral", "trilateral", "events", "proposals", "areaCount", "newAreas", "density",
        "backRefs", "thin",
    )  # fmt: skip
    return setting.answer(columns, rows, remarks, network=whole)


def _measure_voting_decades(setting: Setting) -> Measured:
    network = setting.network
    if all(data["decade"] == "" for *_, data in network.edges(data=True)):
        raise UsageError(
            "the roll calls of this graph have no dates, so there is no structure by decade",
            hint="Add them: kj-graph import unga_roll_calls.csv --map examples/unga/roll-calls.toml, then --add.",
        )
    by_decade: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    for start, end, data in network.edges(data=True):
        by_decade[data["decade"]].append((start, end, data["weight"]))
    rows: list[Row] = []
    for decade, pairs in sorted(by_decade.items()):
        states = {state for start, end, _ in pairs for state in (start, end)}
        both = [weight for start, end, weight in pairs if {start, end} == {JAPAN, KOREA}]
        rows.append(
            {
                "decade": decade,
                "states": len(states),
                "pairs": len(pairs),
                "agreement": sum(weight for *_, weight in pairs) / len(pairs),
                "japanKorea": both[0] if both else None,
            }
        )
    columns = ("decade", "states", "pairs", "agreement", "japanKorea")
    return setting.answer(columns, rows, ["votes"], network=network, meaning="decades-votes")


def find_format(whole: Whole, agreement: str) -> str:
    """Return who is party to an agreement: the two, the three with the United States or China, or others.

    Of three is what has three parties and is filed under their trilateral cooperation.
    """
    ends: dict[str, set[str]] = {"party": set(), "policyArea": set()}
    for _, end, key in whole.out_edges(agreement, keys=True):
        if key in ends:
            ends[key].add(end)
    for name, (parties, area) in FORMATS.items():
        if ends["party"] == parties and (not area or area in ends["policyArea"]):
            return name
    return "many" if {JAPAN, KOREA} < ends["party"] else "other"


def measure_formats(setting: Setting) -> Measured:
    """Return how densely agreements of each format refer to their own kind and to others."""
    whole = setting.whole
    formats = {node: find_format(whole, node) for node in list_nodes(whole, ("Agreement",))}
    if not formats:
        raise UsageError(
            "this graph has no agreement, so there is nothing bilateral or trilateral to compare",
            hint="Choose a later day, or a graph with agreements that name their parties.",
        )
    ties = project(whole, "agreements")
    filed = list_areas(whole, ("Agreement",))
    years: dict[str, list[int]] = defaultdict(list)
    for node, name in formats.items():
        if "since" in whole.nodes[node]:
            years[name].append(int(whole.nodes[node]["since"][:4]))
    inside: Counter[str] = Counter()
    across: Counter[str] = Counter()
    for start, end in ties.edges:
        if formats[start] == formats[end]:
            inside[formats[start]] += 1
        else:
            across[formats[start]] += 1
            across[formats[end]] += 1
    rows: list[Row] = []
    for name in (*FORMATS, "many", "other"):
        members = [node for node, each in formats.items() if each == name]
        if members:
            size, rest = len(members), len(formats) - len(members)
            areas = [len(filed.get(node, ())) for node in members]
            rows.append(
                {
                    "format": setting.say(name, "formats"),
                    "agreements": size,
                    "firstYear": min(years[name], default=None),
                    "areaCount": len({area for node in members for area in filed.get(node, ())}),
                    "areasEach": sum(areas) / size,
                    "inside": inside[name],
                    "insideDensity": inside[name] / (size * (size - 1) / 2) if size > 1 else None,
                    "across": across[name],
                    "acrossDensity": across[name] / (size * rest) if rest else None,
                    "thin": size < _FEW or inside[name] + across[name] < THIN,
                }
            )
    remarks = ["collection", "formats", setting.say("thin-format", count=_FEW, ties=THIN)]
    columns = (
        "format", "agreements", "firstYear", "areaCount", "areasEach", "inside", "insideDensity", "across",
        "acrossDensity", "thin",
    )  # fmt: skip
    return setting.answer(columns, rows, remarks, network=ties)


def measure_ties(setting: Setting) -> Measured:
    """Return the ties of a network, the strongest first, with what they rest on."""
    network: networkx.Graph[str] = setting.network
    setting.check_things(network)
    chosen = set(setting.things)
    setting.things = []
    rows: list[Row] = []
    for start, end, data in network.edges(data=True):
        if not chosen or {start, end} & chosen:
            first, second = sorted((start, end), key=lambda node: (node not in chosen, node))
            via = [v.KJR + slug for slug in data.get("via", "").split()]
            rows.append(
                {
                    "from": first,
                    "to": second,
                    "weight": data["weight"],
                    "since": data.get("since", data.get("decade", "")),
                    "via": via,
                    "relations": data.get("relations", ""),
                    "shared": data.get("shared"),
                    "thin": data["weight"] < THIN if "shared" not in data else data["thin"],
                }
            )
    rows.sort(
        key=lambda row: (row["thin"] and setting.on == "votes", -row["weight"], row["from"], row["to"], row["since"])
    )
    last = (
        ("shared",)
        if setting.on == "votes"
        else ("relations",)
        if setting.on in ("core", "agreements")
        else (("via", "things"),)
    )
    columns = (("from", "thing"), ("to", "thing"), "weight", "since", *last, "thin")
    remarks = ["votes"] if setting.on == "votes" else ["collection", setting.say("thin", count=THIN)]
    return setting.answer(columns, rows, remarks, network=network)


def measure_paths(setting: Setting) -> Measured:
    """Return the shortest and most telling ways between two things, one step a row; see kj_graph.paths."""
    if len(setting.things) != 2:
        raise UsageError(
            f"a way leads between two things, and {len(setting.things)} are named",
            hint="Name both: --thing A --thing B. 'kj-graph path A B' tells the same with the evidence.",
        )
    ends, setting.things = setting.things, []
    found = setting.graph.path(*ends).to_dict()
    rows: list[Row] = []
    for number, way in enumerate(found["paths"], 1):
        for place, step in enumerate(way["steps"], 1):
            told = step["statements"]
            rows.append(
                {
                    "way": number,
                    "step": place,
                    "from": step["from"],
                    "to": step["to"],
                    "says": " ".join(each["text"] for each in told),
                    "sourceCount": len({record["source"] for each in told for record in each["evidence"]}),
                    "editorial": step["editorial"],
                }
            )
    columns = ("way", "step", ("from", "thing"), ("to", "thing"), "says", "sourceCount", "editorial")
    return setting.answer(columns, rows, ["paths", *([found["verdict"]] if found["verdict"] else [])])
