"""One broken twin for every constraint: which statement of good.ttl is changed, and what has to be found.

A break names the thing whose block is edited, the text that is replaced and its replacement. An empty text adds the
replacement to the block; `BLOCK` stands for the whole block; the thing `+` stands for the end of the file.
"""

from __future__ import annotations

from typing import NamedTuple

BLOCK = "\0"


class Break(NamedTuple):
    """What is edited, and the findings as (code, property) of that thing, or (code, property, thing)."""

    name: str
    thing: str
    old: str
    new: str
    found: tuple[tuple[str, ...], ...]


def _kind(name: str, thing: str, prop: str, good: str, *, other: str, required: bool, single: bool) -> list[Break]:
    """Break a property whose values are concepts of one scheme."""
    line = f"    {prop} {good}"
    breaks = [Break(f"{name}-other-scheme", thing, good, "kjr:tier-press", (("KJ204", prop),))]
    if prop == "kj:tier":
        breaks = [Break(f"{name}-other-scheme", thing, good, "kjr:kind-treaty", (("KJ204", prop),))]
    if required:
        breaks.append(Break(f"{name}-missing", thing, line, "", (("KJ201", prop),)))
    if single:
        breaks.append(Break(f"{name}-twice", thing, good, f"{good} , {other}", (("KJ202", prop),)))
    return breaks


BREAKS: list[Break] = [
    # Every thing
    Break(
        "class-missing",
        "person-kim",
        " a kj:Person ;",
        "",
        (
            ("KJ212", "rdf:type"),
            ("KJ203", "kj:representative", "representation-main-kim"),
            ("KJ203", "kj:holder", "tenure-minister-kim-1998"),
            ("KJ203", "kj:participant", "event-summit"),
            ("KJ203", "kj:heldBy", "claim-named"),
        ),
    ),
    Break(
        "class-abstract",
        "person-kim",
        "kj:Person",
        "kj:Actor",
        (
            ("KJ212", "rdf:type"),
            ("KJ203", "kj:representative", "representation-main-kim"),
            ("KJ203", "kj:holder", "tenure-minister-kim-1998"),
        ),
    ),
    Break(
        "class-misspelt",
        "matter-scope",
        "kj:ContestedMatter",
        "kj:ContestedMater",
        (
            ("KJ212", "rdf:type"),
            ("KJ203", "kj:onMatter", "position-scope-one"),
            ("KJ203", "kj:onMatter", "position-scope-two"),
            ("KJ203", "kj:concerns", "event-exercise"),
        ),
    ),
    Break("class-twice", "claim-proposal", "a kj:Proposal", "a kj:Claim , kj:Proposal", (("KJ212", "rdf:type"),)),
    Break("label-missing", "person-kim", ' , "김"@ko', "", (("KJ201", "skos:prefLabel"),)),
    Break("label-two-of-a-language", "person-kim", '"김"@ko', '"Gim"@en', (("KJ206", "skos:prefLabel"),)),
    Break("label-of-a-region", "person-kim", '"Kim"@en', '"Kim"@en , "Gim"@en-GB', (("KJ202", "skos:prefLabel"),)),
    Break("label-in-french", "person-kim", '"Kim"@en', '"Kim"@fr', (("KJ206", "skos:prefLabel"),)),
    Break("label-without-language", "person-kim", '"Kim"@en', '"Kim"', (("KJ206", "skos:prefLabel"),)),
    Break("label-romanised", "person-kim", '"金"@ja', '"Kin"@ja-Latn', (("KJ206", "skos:prefLabel"),)),
    Break("label-with-blank", "person-kim", '"Kim"', '"Kim "', (("KJ205", "skos:prefLabel"),)),
    Break("label-empty", "person-kim", '"Kim"', '""', (("KJ205", "skos:prefLabel"),)),
    Break("alt-label-in-french", "state-one", '"One"@en', '"Un"@fr', (("KJ206", "skos:altLabel"),)),
    Break("alt-label-with-blank", "state-one", '"One"', '" One"', (("KJ205", "skos:altLabel"),)),
    Break("alt-label-again", "state-one", '"One"@en', '"State One"@en', (("KJ206", "skos:altLabel"),)),
    Break("definition-in-french", "state-one", '"A made-up state"@en', '"Un état"@fr', (("KJ206", "skos:definition"),)),
    Break("definition-with-blank", "state-one", "made-up state", "made-up state ", (("KJ205", "skos:definition"),)),
    Break("definition-twice", "state-one", '"A made-up state"@en', '"A"@en , "B"@en', (("KJ206", "skos:definition"),)),
    Break("note-without-language", "state-one", '"First of two"@en', '"First of two"', (("KJ206", "skos:note"),)),
    Break("note-with-blank", "state-one", "First of two", "First of two ", (("KJ205", "skos:note"),)),
    Break(
        "editorial-note-without-language",
        "state-one",
        '"For tests"@en',
        '"For tests"',
        (("KJ206", "skos:editorialNote"),),
    ),
    Break("editorial-note-with-blank", "state-one", "For tests", " For tests", (("KJ205", "skos:editorialNote"),)),
    Break(
        "same-as-literal",
        "state-one",
        "<http://www.wikidata.org/entity/Q1>",
        '"http://www.wikidata.org/entity/Q1"',
        (("KJ205", "schema:sameAs"),),
    ),
    Break(
        "same-as-page",
        "state-one",
        "http://www.wikidata.org/entity/Q1",
        "https://www.wikidata.org/wiki/Q1",
        (("KJ205", "schema:sameAs"),),
    ),
    Break("policy-area-other-class", "agreement-main", "kjr:area-gas", "kjr:place-city", (("KJ203", "kj:policyArea"),)),
    Break("from-twice", "position-scope-two", "kj:from", 'kj:from "1990"^^xsd:gYear , ', (("KJ202", "kj:from"),)),
    Break(
        "from-no-date",
        "position-scope-two",
        '"1992-02-01"^^xsd:date',
        '"1992-02-30"^^xsd:date',
        (("KJ205", "kj:from"),),
    ),
    Break("until-twice", "position-scope-one", "kj:until", 'kj:until "1999"^^xsd:gYear , ', (("KJ202", "kj:until"),)),
    Break(
        "until-no-date",
        "position-scope-one",
        '"1991-05-03"^^xsd:date',
        '"1991-13"^^xsd:gYearMonth',
        (("KJ205", "kj:until"),),
    ),
    Break("until-before-from", "position-scope-one", "1991-05-03", "1990-05-03", (("KJ211", "kj:until"),)),
    Break("state-from-no-date", "state-two", "", 'kj:from "1948"', (("KJ205", "kj:from"),)),
    # Actors, offices and places
    *_kind(
        "organization-kind",
        "organization-government",
        "kj:organizationKind",
        "kjr:organization-kind-government",
        other="",
        required=True,
        single=False,
    ),
    Break(
        "organization-part-of-state",
        "organization-ministry",
        "kjr:organization-government",
        "kjr:state-one",
        (("KJ203", "kj:partOf"),),
    ),
    Break(
        "group-source-missing", "group-presenters", "    kj:ofSource kjr:source-report", "", (("KJ201", "kj:ofSource"),)
    ),
    Break(
        "group-two-sources",
        "group-presenters",
        "kjr:source-report",
        "kjr:source-report , kjr:source-register",
        (("KJ202", "kj:ofSource"),),
    ),
    Break(
        "group-source-other-class",
        "group-presenters",
        "kjr:source-report",
        "kjr:event-summit",
        (("KJ203", "kj:ofSource"),),
    ),
    Break("office-of-missing", "office-minister", "    kj:officeOf kjr:state-one", "", (("KJ201", "kj:officeOf"),)),
    Break(
        "office-of-two",
        "office-minister",
        "kjr:state-one",
        "kjr:state-one , kjr:state-two",
        (("KJ202", "kj:officeOf"),),
    ),
    Break("office-of-person", "office-minister", "kjr:state-one", "kjr:person-kim", (("KJ203", "kj:officeOf"),)),
    Break(
        "organization-succeeds-office",
        "organization-ministry",
        "kj:succeeds kjr:organization-board",
        "kj:succeeds kjr:office-director",
        (("KJ203", "kj:succeeds"),),
    ),
    Break(
        "office-succeeds-organization",
        "office-minister",
        "kj:succeeds kjr:office-director",
        "kj:succeeds kjr:organization-board",
        (("KJ203", "kj:succeeds"),),
    ),
    *(
        broken
        for prop, good, second, wrong in (
            ("kj:holder", "kjr:person-kim", "kjr:person-lee", "kjr:state-two"),
            ("kj:ofOffice", "kjr:office-minister", "kjr:office-director", "kjr:organization-board"),
        )
        for broken in (
            Break(f"{prop[3:]}-missing", "tenure-minister-kim-1998", f"    {prop} {good}", "", (("KJ201", prop),)),
            Break(
                f"{prop[3:]}-twice",
                "tenure-minister-kim-1998",
                f"{prop} {good}",
                f"{prop} {good} , {second}",
                (("KJ202", prop), *([("KJ203", prop)] if second == "kjr:person-lee" else [])),
            ),
            Break(
                f"{prop[3:]}-other-class",
                "tenure-minister-kim-1998",
                f"{prop} {good}",
                f"{prop} {wrong}",
                (("KJ203", prop),),
            ),
        )
    ),
    Break(
        "tenure-undated",
        "tenure-minister-kim-1998",
        '    kj:from "1998-03-03"^^xsd:date ;\n',
        "",
        (("KJ201", "kj:from"),),
    ),
    Break("tenure-ends-first", "tenure-minister-kim-1998", '"1999"', '"1997"', (("KJ211", "kj:until"),)),
    Break(
        "tenure-unevidenced", "evidence-tenure-kim", BLOCK, "", (("KJ209", "^kj:about", "tenure-minister-kim-1998"),)
    ),
    Break("place-part-of-state", "place-hall", "kjr:place-city", "kjr:state-one", (("KJ203", "kj:partOf"),)),
    # Agreements and their lives
    *_kind(
        "instrument-kind",
        "agreement-main",
        "kj:instrumentKind",
        "kjr:kind-treaty",
        other="kjr:kind-protocol",
        required=True,
        single=True,
    ),
    *_kind(
        "after-term",
        "agreement-main",
        "kj:afterTerm",
        "kjr:after-term-renewed",
        other="kjr:after-term-ends",
        required=False,
        single=True,
    ),
    *_kind(
        "bindingness",
        "agreement-main",
        "kj:bindingness",
        "kjr:bindingness-legally-binding",
        other="kjr:bindingness-political-commitment",
        required=True,
        single=True,
    ),
    Break(
        "party-missing",
        "agreement-main",
        "    kj:party kjr:state-one , kjr:state-two ;\n",
        "",
        (("KJ201", "kj:party"),),
    ),
    Break(
        "party-organization",
        "agreement-main",
        "kjr:state-one ,",
        "kjr:organization-government ,",
        (("KJ203", "kj:party"),),
    ),
    Break("party-unknown", "agreement-main", "kjr:state-one ,", "kjr:state-onne ,", (("KJ203", "kj:party"),)),
    Break(
        "outcome-of-place",
        "agreement-main",
        "kj:outcomeOf kjr:event-summit",
        "kj:outcomeOf kjr:place-hall",
        (("KJ203", "kj:outcomeOf"),),
    ),
    Break(
        "supplements-event",
        "agreement-notes",
        "kj:supplements kjr:agreement-main",
        "kj:supplements kjr:event-summit",
        (("KJ203", "kj:supplements"),),
    ),
    *(
        Break(
            f"{prop[3:]}-event",
            thing,
            f"{prop} {good}",
            f"{prop} kjr:event-summit",
            (("KJ203", prop),),
        )
        for prop, thing, good in (
            ("kj:replaces", "agreement-main", "kjr:agreement-notes"),
            ("kj:reaffirms", "agreement-main", "kjr:agreement-notes"),
            ("kj:amends", "agreement-notes", "kjr:agreement-main"),
            ("kj:implements", "agreement-notes", "kjr:agreement-main"),
        )
    ),
    Break(
        "term-ends-twice",
        "agreement-main",
        "kj:termEnds",
        'kj:termEnds "2030"^^xsd:gYear , ',
        (("KJ202", "kj:termEnds"),),
    ),
    Break("term-ends-month-13", "agreement-main", '"2028-06"', '"2028-13"', (("KJ205", "kj:termEnds"),)),
    Break("notice-twice", "agreement-main", '"P90D"', '"P1Y"^^xsd:duration , "P90D"', (("KJ202", "kj:noticePeriod"),)),
    Break("notice-in-words", "agreement-main", '"P90D"^^xsd:duration', '"90 days"@en', (("KJ205", "kj:noticePeriod"),)),
    Break("notice-in-hours", "agreement-main", '"P90D"', '"PT5H"', (("KJ205", "kj:noticePeriod"),)),
    Break(
        "refers-to-person",
        "agreement-main",
        "kj:refersTo kjr:event-summit",
        "kj:refersTo kjr:person-kim",
        (("KJ203", "kj:refersTo"),),
    ),
    Break(
        "authentic-language-country",
        "agreement-main",
        '"en" , "ko"',
        '"en" , "kr"',
        (("KJ204", "kj:authenticLanguage"),),
    ),
    Break("agreement-unevidenced", "evidence-main", BLOCK, "", (("KJ209", "^kj:about", "agreement-main"),)),
    Break(
        "agreement-undated",
        "life-notes-signed",
        "kjr:agreement-notes",
        "kjr:agreement-main",
        (("KJ201", "^kj:ofAgreement", "agreement-notes"),),
    ),
    *(
        broken
        for prop, value in (
            ("kj:rokTreatyNumber", "1"),
            ("kj:japanTreatyNumber", "昭和1年条約第1号"),
            ("kj:untsNumber", "2"),
        )
        for broken in (
            Break(
                f"{prop[3:]}-twice",
                "agreement-main",
                f'{prop} "{value}"',
                f'{prop} "{value}" , "3"',
                (("KJ202", prop),),
            ),
            Break(
                f"{prop[3:]}-with-language",
                "agreement-main",
                f'{prop} "{value}"',
                f'{prop} "{value}"@ja',
                (("KJ205", prop),),
            ),
            Break(
                f"{prop[3:]}-with-blank",
                "agreement-main",
                f'{prop} "{value}"',
                f'{prop} " {value}"',
                (("KJ205", prop),),
            ),
        )
    ),
    Break(
        "life-without-agreement",
        "life-main-notice",
        "    kj:ofAgreement kjr:agreement-main ;\n",
        "",
        (("KJ201", "kj:ofAgreement"),),
    ),
    Break(
        "life-of-two-agreements",
        "life-main-notice",
        "kjr:agreement-main",
        "kjr:agreement-main , kjr:agreement-notes",
        (("KJ202", "kj:ofAgreement"),),
    ),
    Break(
        "life-of-event", "life-main-notice", "kjr:agreement-main", "kjr:event-summit", (("KJ203", "kj:ofAgreement"),)
    ),
    *_kind(
        "life-kind",
        "life-main-signed",
        "kj:lifeKind",
        "kjr:life-kind-signed",
        other="kjr:life-kind-ratified",
        required=True,
        single=True,
    ),
    Break("life-undated", "life-main-signed", '    kj:date "1965-06-22"^^xsd:date ;\n', "", (("KJ201", "kj:date"),)),
    Break("life-two-dates", "life-main-signed", "kj:date", 'kj:date "1965"^^xsd:gYear , ', (("KJ202", "kj:date"),)),
    Break("life-date-string", "life-main-signed", "^^xsd:date", "", (("KJ205", "kj:date"),)),
    Break("life-date-month-13", "life-main-notice", "1990-06", "1990-13", (("KJ205", "kj:date"),)),
    Break("life-date-year-of-5", "life-notes-signed", '"1965"', '"19651"', (("KJ205", "kj:date"),)),
    Break("life-date-zone", "life-main-signed", "1965-06-22", "1965-06-22+09:00", (("KJ205", "kj:date"),)),
    Break("life-place-state", "life-main-signed", "kjr:place-hall", "kjr:state-one", (("KJ203", "kj:place"),)),
    Break(
        "life-by-person",
        "life-main-notice",
        "kj:byParty kjr:state-one",
        "kj:byParty kjr:person-kim",
        (("KJ203", "kj:byParty"),),
    ),
    Break("life-unevidenced", "evidence-main-notice", BLOCK, "", (("KJ209", "^kj:about", "life-main-notice"),)),
    *(
        broken
        for prop, good, second, wrong in (
            ("kj:inAct", "kjr:life-main-signed", "kjr:life-notes-signed", "kjr:event-summit"),
            ("kj:representative", "kjr:person-kim", "kjr:person-lee", "kjr:state-two"),
            ("kj:onBehalfOf", "kjr:state-one", "kjr:state-two", "kjr:person-kim"),
        )
        for broken in (
            Break(f"{prop[3:]}-missing", "representation-main-kim", f"    {prop} {good} ;\n", "", (("KJ201", prop),)),
            Break(
                f"{prop[3:]}-twice",
                "representation-main-kim",
                f"{prop} {good}",
                f"{prop} {good} , {second}",
                (("KJ202", prop), *([("KJ203", prop)] if second == "kjr:person-lee" else [])),
            ),
            Break(
                f"{prop[3:]}-other-class",
                "representation-main-kim",
                f"{prop} {good}",
                f"{prop} {wrong}",
                (("KJ203", prop),),
            ),
        )
    ),
    Break(
        "in-office-place",
        "representation-main-kim",
        "kjr:office-minister",
        "kjr:place-hall",
        (("KJ203", "kj:inOffice"),),
    ),
    Break(
        "representation-unevidenced",
        "evidence-main-kim",
        BLOCK,
        "",
        (("KJ209", "^kj:about", "representation-main-kim"),),
    ),
    # Events
    *_kind(
        "event-kind",
        "event-session",
        "kj:eventKind",
        "kjr:event-kind-session",
        other="kjr:event-kind-dialogue",
        required=True,
        single=True,
    ),
    *_kind(
        "event-course",
        "event-exercise",
        "kj:cooperationCourse",
        "kjr:course-went-on",
        other="kjr:course-stopped",
        required=False,
        single=True,
    ),
    Break("event-two-dates", "event-summit", "kj:date", 'kj:date "1965"^^xsd:gYear , ', (("KJ202", "kj:date"),)),
    Break("event-date-words", "event-summit", '"1965-06"^^xsd:gYearMonth', '"June 1965"@en', (("KJ205", "kj:date"),)),
    Break(
        "event-at-office",
        "event-summit",
        "kj:place kjr:place-city",
        "kj:place kjr:office-minister",
        (("KJ203", "kj:place"),),
    ),
    Break("event-part-of-place", "event-session", "kjr:event-summit", "kjr:place-city", (("KJ203", "kj:partOf"),)),
    Break(
        "organizer-office",
        "event-summit",
        "kj:organizer kjr:state-one",
        "kj:organizer kjr:office-minister",
        (("KJ203", "kj:organizer"),),
    ),
    Break(
        "participant-office",
        "event-summit",
        "kj:participant kjr:person-kim",
        "kj:participant kjr:office-minister",
        (("KJ203", "kj:participant"),),
    ),
    Break(
        "event-two-ends", "event-exercise", "kj:endDate", 'kj:endDate "1970"^^xsd:gYear , ', (("KJ202", "kj:endDate"),)
    ),
    Break("event-end-month-13", "event-exercise", '"1970-06"', '"1970-13"', (("KJ205", "kj:endDate"),)),
    Break("event-ends-first", "event-exercise", '"1970-06"', '"1970-05"', (("KJ211", "kj:endDate"),)),
    Break(
        "event-without-start", "event-exercise", '    kj:date "1970-06-22"^^xsd:date ;\n', "", (("KJ201", "kj:date"),)
    ),
    Break(
        "agent-office",
        "event-exercise",
        "kj:agent kjr:organization-ministry",
        "kj:agent kjr:office-minister",
        (("KJ203", "kj:agent"),),
    ),
    Break("event-concerns-place", "event-exercise", "kjr:matter-scope", "kjr:place-city", (("KJ203", "kj:concerns"),)),
    # Claims and proposals
    *_kind(
        "claim-kind",
        "claim-named",
        "kj:claimKind",
        "kjr:claim-kind-observation",
        other="kjr:claim-kind-risk",
        required=False,
        single=True,
    ),
    Break(
        "claim-without-kind",
        "claim-named",
        "    kj:claimKind kjr:claim-kind-observation ;\n",
        "",
        (("KJ210", "kj:claimKind"),),
    ),
    Break("claim-stated-at-place", "claim-named", "kjr:event-session", "kjr:place-hall", (("KJ203", "kj:statedAt"),)),
    Break(
        "attribution-missing",
        "claim-open",
        "    kj:attribution kjr:attribution-not-stated ;\n",
        "",
        (("KJ201", "kj:attribution"),),
    ),
    Break(
        "attribution-twice",
        "claim-named",
        "kjr:attribution-named",
        "kjr:attribution-named , kjr:attribution-group",
        (("KJ202", "kj:attribution"),),
    ),
    Break(
        "attribution-other-scheme",
        "claim-open",
        "kjr:attribution-not-stated",
        "kjr:tier-press",
        (("KJ204", "kj:attribution"),),
    ),
    Break(
        "claim-held-by-office",
        "claim-named",
        "kj:heldBy kjr:person-kim",
        "kj:heldBy kjr:office-minister",
        (("KJ203", "kj:heldBy"),),
    ),
    Break("claim-not-stated-with-holder", "claim-open", "", "kj:heldBy kjr:person-kim", (("KJ210", "kj:heldBy"),)),
    Break(
        "claim-named-without-holder", "claim-named", "    kj:heldBy kjr:person-kim ;\n", "", (("KJ210", "kj:heldBy"),)
    ),
    Break(
        "claim-group-without-holder",
        "claim-proposal",
        "    kj:heldBy kjr:group-presenters ;\n",
        "",
        (("KJ210", "kj:heldBy"),),
    ),
    *_kind(
        "modality",
        "claim-open",
        "kj:modality",
        "kjr:modality-hedged",
        other="kjr:modality-asserted",
        required=True,
        single=True,
    ),
    Break(
        "claim-concerns-words",
        "claim-named",
        "kj:concerns kjr:agreement-main",
        'kj:concerns "the agreement"@en',
        (("KJ203", "kj:concerns"),),
    ),
    *_kind(
        "time-horizon",
        "claim-named",
        "kj:timeHorizon",
        "kjr:horizon-near",
        other="kjr:horizon-long-term",
        required=False,
        single=True,
    ),
    Break(
        "claim-concerns-nothing-known",
        "claim-named",
        "kj:concerns kjr:agreement-main",
        "kj:concerns kjr:agreement-mian",
        (("KJ203", "kj:concerns"),),
    ),
    Break("time-reference-month", "claim-named", '"--06"', '"--13"', (("KJ205", "kj:timeReference"),)),
    Break(
        "time-reference-without-language", "claim-named", '"in June"@en', '"in June"', (("KJ205", "kj:timeReference"),)
    ),
    Break(
        "responds-to-event",
        "claim-named",
        "kj:respondsTo kjr:claim-open",
        "kj:respondsTo kjr:event-summit",
        (("KJ203", "kj:respondsTo"),),
    ),
    Break("claim-unevidenced", "evidence-open", BLOCK, "", (("KJ209", "^kj:about", "claim-open"),)),
    Break("claim-with-only-an-editorial-link", "evidence-named", BLOCK, "", (("KJ209", "^kj:about", "claim-named"),)),
    Break(
        "claim-with-proposal-status",
        "claim-open",
        "",
        "kj:proposalStatus kjr:proposal-status-floated",
        (("KJ210", "kj:proposalStatus"),),
    ),
    Break(
        "proposal-with-claim-kind",
        "claim-proposal",
        "",
        "kj:claimKind kjr:claim-kind-proposal",
        (("KJ202", "kj:claimKind"),),
    ),
    *_kind(
        "proposal-status",
        "claim-proposal",
        "kj:proposalStatus",
        "kjr:proposal-status-floated",
        other="kjr:proposal-status-adopted",
        required=True,
        single=True,
    ),
    *_kind(
        "theme",
        "claim-named",
        "kj:theme",
        "kjr:theme-trade",
        other="",
        required=False,
        single=False,
    ),
    *_kind(
        "status-change",
        "status-proposal-adopted",
        "kj:proposalStatus",
        "kjr:proposal-status-adopted",
        other="kjr:proposal-status-dropped",
        required=True,
        single=True,
    ),
    Break(
        "status-of-nothing",
        "status-proposal-adopted",
        "    kj:ofProposal kjr:claim-proposal ;\n",
        "",
        (("KJ201", "kj:ofProposal"),),
    ),
    Break(
        "status-of-two",
        "status-proposal-adopted",
        "kjr:claim-proposal",
        "kjr:claim-proposal , kjr:claim-open",
        (("KJ202", "kj:ofProposal"), ("KJ203", "kj:ofProposal")),
    ),
    Break(
        "status-of-a-claim",
        "status-proposal-adopted",
        "kjr:claim-proposal",
        "kjr:claim-open",
        (("KJ203", "kj:ofProposal"),),
    ),
    Break(
        "status-undated",
        "status-proposal-adopted",
        '    kj:date "2026-02"^^xsd:gYearMonth',
        "",
        (("KJ201", "kj:date"),),
    ),
    Break(
        "status-two-dates",
        "status-proposal-adopted",
        "kj:date",
        'kj:date "2026"^^xsd:gYear , ',
        (("KJ202", "kj:date"),),
    ),
    Break("status-month-13", "status-proposal-adopted", '"2026-02"', '"2026-13"', (("KJ205", "kj:date"),)),
    Break("status-unevidenced", "evidence-adopted", BLOCK, "", (("KJ209", "^kj:about", "status-proposal-adopted"),)),
    # Contested matters
    Break(
        "matter-concerns-words", "matter-scope", "kjr:agreement-main", '"the agreement"@en', (("KJ203", "kj:concerns"),)
    ),
    Break(
        "matter-with-one-position",
        "+",
        "",
        """
kjr:matter-lonely a kj:ContestedMatter ;
    skos:prefLabel "Lonely"@en , "홀로"@ko , "一人"@ja .
""",
        (("KJ201", "^kj:onMatter", "matter-lonely"),),
    ),
    Break(
        "position-without-matter",
        "position-scope-two",
        "    kj:onMatter kjr:matter-scope ;\n",
        "",
        (("KJ201", "kj:onMatter"), ("KJ201", "^kj:onMatter", "matter-scope")),
    ),
    Break(
        "position-on-two-matters",
        "position-scope-two",
        "kjr:matter-scope",
        "kjr:matter-scope , kjr:matter-other",
        (("KJ202", "kj:onMatter"), ("KJ203", "kj:onMatter")),
    ),
    Break(
        "position-on-agreement",
        "position-scope-two",
        "kjr:matter-scope",
        "kjr:agreement-main",
        (("KJ203", "kj:onMatter"), ("KJ201", "^kj:onMatter", "matter-scope")),
    ),
    Break(
        "position-without-holder",
        "position-scope-two",
        "    kj:heldBy kjr:state-two ;\n",
        "",
        (("KJ201", "kj:heldBy"),),
    ),
    Break(
        "position-of-two",
        "position-scope-two",
        "kjr:state-two",
        "kjr:state-two , kjr:state-one",
        (("KJ202", "kj:heldBy"),),
    ),
    Break(
        "position-of-office", "position-scope-two", "kjr:state-two", "kjr:office-minister", (("KJ203", "kj:heldBy"),)
    ),
    Break(
        "position-undated", "position-scope-two", '    kj:from "1992-02-01"^^xsd:date ;\n', "", (("KJ201", "kj:from"),)
    ),
    Break(
        "position-without-formulation",
        "position-scope-two",
        '    kj:formulation "It reaches less far"@en',
        "",
        (("KJ201", "kj:formulation"),),
    ),
    Break(
        "formulation-twice",
        "position-scope-two",
        '"It reaches less far"@en',
        '"A"@en , "B"@en',
        (("KJ206", "kj:formulation"),),
    ),
    Break(
        "formulation-without-language",
        "position-scope-two",
        'less far"@en',
        'less far"',
        (("KJ206", "kj:formulation"),),
    ),
    Break("formulation-with-blank", "position-scope-two", "less far", "less far ", (("KJ205", "kj:formulation"),)),
    Break("position-unevidenced", "evidence-scope-two", BLOCK, "", (("KJ209", "^kj:about", "position-scope-two"),)),
    Break(
        "position-without-passage",
        "evidence-scope-two",
        "kj:passage kjr:passage-report-10",
        "kj:verification kjr:verification-unverified",
        (("KJ209", "^kj:about", "position-scope-two"),),
    ),
    # Concepts and policy areas
    Break(
        "concept-without-scheme",
        "+",
        "",
        """
kjr:kind-new a skos:Concept ;
    skos:prefLabel "new"@en , "신규"@ko , "新規"@ja .
""",
        (("KJ201", "skos:inScheme", "kind-new"),),
    ),
    Break(
        "concept-in-no-scheme",
        "+",
        "",
        """
kjr:kind-new a skos:Concept ;
    skos:prefLabel "new"@en , "신규"@ko , "新規"@ja ;
    skos:inScheme kjr:kind-treaty .
""",
        (("KJ203", "skos:inScheme", "kind-new"),),
    ),
    Break(
        "area-in-other-scheme", "area-gas", "kjr:scheme-policy-areas", "kjr:scheme-tiers", (("KJ204", "skos:inScheme"),)
    ),
    Break("area-broader-kind", "area-gas", "kjr:area-energy", "kjr:kind-treaty", (("KJ203", "skos:broader"),)),
    Break(
        "scheme-of-another-form",
        "+",
        "",
        """
kjr:new-scheme a skos:ConceptScheme ;
    skos:prefLabel "new"@en , "신규"@ko , "新規"@ja .
""",
        (("KJ208", "", "new-scheme"),),
    ),
    # Coverage
    Break(
        "coverage-without-japanese",
        "coverage-energy",
        ' , "登録簿で探した"@ja',
        "",
        (("KJ201", "skos:note"),),
    ),
    Break(
        "coverage-twice-in-english",
        "coverage-energy",
        "skos:note",
        'skos:note "Again"@en , ',
        (("KJ202", "skos:note"), ("KJ206", "skos:note")),
    ),
    # Sources and evidence
    Break("source-untitled", "source-register", '    dcterms:title "등록부"@ko ;\n', "", (("KJ201", "dcterms:title"),)),
    Break("source-title-without-language", "source-register", '"등록부"@ko', '"등록부"', (("KJ205", "dcterms:title"),)),
    Break("source-title-with-blank", "source-register", "등록부", "등록부 ", (("KJ205", "dcterms:title"),)),
    Break(
        "publisher-without-language",
        "source-report",
        '"Publisher"@en',
        '"Publisher"',
        (("KJ205", "dcterms:publisher"),),
    ),
    Break("publisher-with-blank", "source-report", '"Publisher"', '"Publisher "', (("KJ205", "dcterms:publisher"),)),
    Break(
        "issued-twice",
        "source-report",
        "dcterms:issued",
        'dcterms:issued "2025"^^xsd:gYear , ',
        (("KJ202", "dcterms:issued"),),
    ),
    Break("issued-string", "source-report", '"2025-05-16"^^xsd:date', '"2025-05-16"', (("KJ205", "dcterms:issued"),)),
    Break(
        "source-language-tagged",
        "source-report",
        'dcterms:language "en"',
        'dcterms:language "en"@en',
        (("KJ205", "dcterms:language"),),
    ),
    Break(
        "source-language-word",
        "source-report",
        'dcterms:language "en"',
        'dcterms:language "English"',
        (("KJ205", "dcterms:language"),),
    ),
    Break("address-string", "source-report", "^^xsd:anyURI", "", (("KJ205", "kj:address"),)),
    Break(
        "address-of-a-file", "source-report", "https://example.org/report", "file:///report", (("KJ205", "kj:address"),)
    ),
    *_kind(
        "tier",
        "source-report",
        "kj:tier",
        "kjr:tier-record-of-proceedings",
        other="kjr:tier-press",
        required=True,
        single=True,
    ),
    Break(
        "media-type-twice", "source-report", '"text/html"', '"text/html" , "text/plain"', (("KJ202", "kj:mediaType"),)
    ),
    Break("media-type-with-language", "source-report", '"text/html"', '"text/html"@en', (("KJ205", "kj:mediaType"),)),
    Break("media-type-word", "source-report", '"text/html"', '"HTML"', (("KJ205", "kj:mediaType"),)),
    Break(
        "retrieved-missing",
        "source-report",
        '    kj:retrieved "2026-11-22"^^xsd:date ;\n',
        "",
        (("KJ201", "kj:retrieved"),),
    ),
    Break(
        "retrieved-twice",
        "source-report",
        "kj:retrieved",
        'kj:retrieved "2026-11-21"^^xsd:date , ',
        (("KJ202", "kj:retrieved"),),
    ),
    Break("retrieved-year", "source-report", '"2026-11-22"^^xsd:date', '"2026-11-22"', (("KJ205", "kj:retrieved"),)),
    Break("retrieved-zone", "source-report", "2026-11-22", "2026-11-22Z", (("KJ205", "kj:retrieved"),)),
    Break(
        "extraction-without-language",
        "source-report",
        '"tags removed"@en',
        '"tags removed"',
        (("KJ206", "kj:extraction"),),
    ),
    Break("extraction-with-blank", "source-report", "tags removed", "tags removed ", (("KJ205", "kj:extraction"),)),
    Break("extraction-twice", "source-report", '"tags removed"@en', '"a"@en , "b"@en', (("KJ206", "kj:extraction"),)),
    Break(
        "text-digest-twice",
        "source-report",
        'kj:textSha256 "',
        f'kj:textSha256 "{"a" * 64}" , "',
        (("KJ202", "kj:textSha256"),),
    ),
    Break("text-digest-with-language", "source-report", 'cdef" ;', 'cdef"@en ;', (("KJ205", "kj:textSha256"),)),
    Break(
        "text-digest-upper", "source-report", '"0123456789abcdef', '"0123456789ABCDEF', (("KJ205", "kj:textSha256"),)
    ),
    Break("text-length-twice", "source-report", "900", "900 , 901", (("KJ202", "kj:textLength"),)),
    Break("text-length-decimal", "source-report", "900", "900.5", (("KJ205", "kj:textLength"),)),
    Break("text-length-zero", "source-report", "900", "0", (("KJ205", "kj:textLength"),)),
    Break(
        "source-nowhere",
        "source-register",
        '    kj:address "https://example.org/register"^^xsd:anyURI ;\n',
        "",
        (("KJ201", "kj:address"),),
    ),
    Break(
        "text-without-extraction",
        "source-report",
        '    kj:extraction "tags removed"@en ;\n',
        "",
        (("KJ201", "kj:extraction"),),
    ),
    Break("text-without-length", "source-report", "    kj:textLength 900", "", (("KJ201", "kj:textLength"),)),
    Break(
        "text-without-digest",
        "source-register",
        "",
        'kj:extraction "none"@en ; kj:textLength 4',
        (("KJ201", "kj:textSha256"),),
    ),
    Break(
        "passage-without-source",
        "passage-register-row",
        "    kj:ofSource kjr:source-register ;\n",
        "",
        (("KJ201", "kj:ofSource"),),
    ),
    Break(
        "passage-of-two",
        "passage-register-row",
        "kjr:source-register",
        "kjr:source-register , kjr:source-report",
        (("KJ202", "kj:ofSource"),),
    ),
    Break(
        "passage-of-event",
        "passage-register-row",
        "kjr:source-register",
        "kjr:event-summit",
        (("KJ203", "kj:ofSource"),),
    ),
    Break(
        "speaker-office",
        "passage-register-row",
        "",
        "kj:speaker kjr:office-minister",
        (("KJ203", "kj:speaker"),),
    ),
    Break(
        "speaker-in-the-press",
        "+",
        "",
        """
kjr:source-paper a kj:Source ;
    dcterms:title "Paper"@en ;
    kj:address "https://example.org/paper"^^xsd:anyURI ;
    kj:tier kjr:tier-press ;
    kj:retrieved "2026-11-22"^^xsd:date .

kjr:passage-paper a kj:Passage ;
    kj:ofSource kjr:source-paper ;
    kj:speaker kjr:person-kim ;
    kj:locator "paragraph 1" .
""",
        (("KJ204", "kj:speaker", "passage-paper"),),
    ),
    Break("start-twice", "passage-report-10", "kj:start 10", "kj:start 10 , 11", (("KJ202", "kj:start"),)),
    Break(
        "start-string",
        "passage-report-10",
        "kj:start 10",
        'kj:start "10"',
        (("KJ205", "kj:start"), ("KJ211", "kj:start")),
    ),
    Break("start-negative", "passage-report-10", "kj:start 10", "kj:start -1", (("KJ205", "kj:start"),)),
    Break("start-after-end", "passage-report-10", "kj:start 10", "kj:start 20", (("KJ211", "kj:start"),)),
    Break("end-twice", "passage-report-10", "kj:end 20", "kj:end 20 , 21", (("KJ202", "kj:end"),)),
    Break("end-decimal", "passage-report-10", "kj:end 20", "kj:end 20.5", (("KJ205", "kj:end"),)),
    Break("end-zero", "passage-report-10", "kj:end 20", "kj:end 0", (("KJ205", "kj:end"), ("KJ211", "kj:start"))),
    Break("digest-twice", "passage-report-10", 'kj:sha256 "', f'kj:sha256 "{"b" * 64}" , "', (("KJ202", "kj:sha256"),)),
    Break("digest-with-language", "passage-report-10", '3210"', '3210"@en', (("KJ205", "kj:sha256"),)),
    Break("digest-short", "passage-report-10", '3210"', '321"', (("KJ205", "kj:sha256"),)),
    Break("locator-twice", "passage-register-row", '"row 7"', '"row 7" , "row 8"', (("KJ202", "kj:locator"),)),
    Break("locator-with-language", "passage-register-row", '"row 7"', '"row 7"@en', (("KJ205", "kj:locator"),)),
    Break("locator-with-blank", "passage-register-row", '"row 7"', '"row 7 "', (("KJ205", "kj:locator"),)),
    Break("passage-nowhere", "passage-register-row", '    kj:locator "row 7"', "", (("KJ201", "kj:locator"),)),
    Break("span-without-start", "passage-report-10", "    kj:start 10 ;\n", "", (("KJ201", "kj:start"),)),
    Break("span-without-end", "passage-report-10", "    kj:end 20 ;\n", "", (("KJ201", "kj:end"),)),
    Break(
        "span-without-digest",
        "passage-report-10",
        '    kj:sha256 "' + "fedcba9876543210" * 4 + '"',
        "",
        (("KJ201", "kj:sha256"),),
    ),
    Break(
        "span-of-a-source-without-text",
        "passage-report-10",
        "kjr:source-report",
        "kjr:source-register",
        (("KJ201", "kj:ofSource"),),
    ),
    Break(
        "evidence-about-nothing",
        "evidence-notes-label",
        "    kj:about kjr:agreement-notes ;\n",
        "",
        (("KJ201", "kj:about"),),
    ),
    Break(
        "evidence-about-two",
        "evidence-notes",
        "kjr:agreement-notes",
        "kjr:agreement-notes , kjr:agreement-main",
        (("KJ202", "kj:about"),),
    ),
    Break(
        "evidence-about-words", "evidence-notes-label", "kjr:agreement-notes", '"the notes"', (("KJ203", "kj:about"),)
    ),
    Break(
        "on-property-twice", "evidence-main", "kj:untsNumber", "kj:untsNumber , kj:party", (("KJ202", "kj:onProperty"),)
    ),
    Break(
        "on-property-word",
        "evidence-main",
        "kj:onProperty kj:untsNumber",
        'kj:onProperty "untsNumber"',
        (("KJ205", "kj:onProperty"),),
    ),
    Break("on-value-twice", "evidence-main", 'kj:onValue "2"', 'kj:onValue "2" , "3"', (("KJ202", "kj:onValue"),)),
    Break("on-value-blank-node", "evidence-main", 'kj:onValue "2"', "kj:onValue []", (("KJ205", "kj:onValue"),)),
    Break("on-value-alone", "evidence-main", "    kj:onProperty kj:untsNumber ;\n", "", (("KJ201", "kj:onProperty"),)),
    Break(
        "evidence-passage-source",
        "evidence-main",
        "kjr:passage-register-row",
        "kjr:source-register",
        (("KJ203", "kj:passage"),),
    ),
    Break(
        "evidence-source-passage",
        "evidence-notes",
        "kjr:source-register",
        "kjr:passage-register-row",
        (("KJ203", "kj:source"),),
    ),
    *_kind(
        "verification",
        "evidence-main-signed",
        "kj:verification",
        "kjr:verification-disputed",
        other="kjr:verification-own-translation",
        required=False,
        single=False,
    ),
    Break(
        "verification-twice",
        "evidence-notes-label",
        "kjr:verification-own-translation",
        "kjr:verification-own-translation , kjr:verification-unverified",
        (("KJ202", "kj:verification"),),
    ),
    Break(
        "evidence-of-nothing",
        "evidence-notes",
        "    kj:verification kjr:verification-unverified",
        "",
        (("KJ201", "kj:passage"),),
    ),
    Break(
        "disputed-without-passage",
        "evidence-main-signed",
        "    kj:passage kjr:passage-register-row ;\n",
        "",
        (("KJ210", "kj:passage"),),
    ),
    Break(
        "unverified-with-passage",
        "evidence-main-notice",
        "",
        "kj:verification kjr:verification-unverified",
        (("KJ210", "kj:verification"),),
    ),
    Break(
        "translation-of-nothing",
        "evidence-notes-label",
        '    kj:onValue "Notes"@en ;\n',
        "",
        (("KJ210", "kj:onValue"),),
    ),
    Break(
        "editorial-about-nothing",
        "editorial-named-summit",
        "    kj:about kjr:claim-named ;\n",
        "",
        (("KJ201", "kj:about"),),
    ),
    Break(
        "editorial-about-two",
        "editorial-named-summit",
        "kjr:claim-named",
        "kjr:claim-named , kjr:claim-open",
        (("KJ202", "kj:about"),),
    ),
    Break(
        "editorial-about-words", "editorial-named-summit", "kjr:claim-named", '"the claim"', (("KJ203", "kj:about"),)
    ),
    Break(
        "editorial-to-nothing",
        "editorial-named-summit",
        "    kj:linksTo kjr:event-summit ;\n",
        "",
        (("KJ201", "kj:linksTo"),),
    ),
    Break(
        "editorial-to-words", "editorial-named-summit", "kjr:event-summit", '"the summit"', (("KJ203", "kj:linksTo"),)
    ),
    Break(
        "editorial-without-reason",
        "editorial-named-summit",
        '    kj:reason "It happened there"@en',
        "",
        (("KJ201", "kj:reason"),),
    ),
    Break("reason-without-language", "editorial-named-summit", 'there"@en', 'there"', (("KJ206", "kj:reason"),)),
    Break(
        "reason-twice", "editorial-named-summit", '"It happened there"@en', '"A"@en , "B"@en', (("KJ206", "kj:reason"),)
    ),
    Break(
        "reason-with-blank", "editorial-named-summit", "happened there", "happened there ", (("KJ205", "kj:reason"),)
    ),
    # Registers
    Break(
        "entry-title-missing",
        "register-entry-rok-7",
        '    dcterms:title "어떤 조약"@ko ;\n',
        "",
        (("KJ201", "dcterms:title"),),
    ),
    Break(
        "entry-title-without-language",
        "register-entry-rok-7",
        '"어떤 조약"@ko',
        '"어떤 조약"',
        (("KJ206", "dcterms:title"),),
    ),
    Break(
        "entry-title-twice-in-a-language",
        "register-entry-rok-7",
        '"어떤 조약"@ko',
        '"어떤 조약"@ko , "다른 조약"@ko',
        (("KJ206", "dcterms:title"),),
    ),
    Break(
        "entry-title-blank-at-end",
        "register-entry-rok-7",
        '"어떤 조약"@ko',
        '"어떤 조약 "@ko',
        (("KJ205", "dcterms:title"),),
    ),
    Break(
        "entry-register-missing",
        "register-entry-rok-7",
        "    kj:inRegister kjr:source-register ;\n",
        "",
        (("KJ201", "kj:inRegister"),),
    ),
    Break(
        "entry-register-twice",
        "register-entry-rok-7",
        "kjr:source-register",
        "kjr:source-register , kjr:source-report",
        (("KJ202", "kj:inRegister"),),
    ),
    Break(
        "entry-register-no-source",
        "register-entry-rok-7",
        "kjr:source-register",
        "kjr:state-one",
        (("KJ203", "kj:inRegister"),),
    ),
    Break(
        "entry-number-missing",
        "register-entry-rok-7",
        '    kj:registerNumber "7" ;\n',
        "",
        (("KJ201", "kj:registerNumber"),),
    ),
    Break(
        "entry-number-twice",
        "register-entry-rok-7",
        'kj:registerNumber "7"',
        'kj:registerNumber "7" , "8"',
        (("KJ202", "kj:registerNumber"),),
    ),
    Break(
        "entry-number-as-number",
        "register-entry-rok-7",
        'kj:registerNumber "7"',
        "kj:registerNumber 7",
        (("KJ205", "kj:registerNumber"),),
    ),
    Break(
        "entry-number-with-blank",
        "register-entry-rok-7",
        'kj:registerNumber "7"',
        'kj:registerNumber "No. 7"',
        (("KJ205", "kj:registerNumber"),),
    ),
    Break(
        "entry-kind-twice",
        "register-entry-rok-7",
        '"양자조약"@ko',
        '"양자조약"@ko , "다자조약"@ko',
        (("KJ202", "kj:registerKind"),),
    ),
    Break(
        "entry-kind-without-language",
        "register-entry-rok-7",
        '"양자조약"@ko',
        '"양자조약"',
        (("KJ206", "kj:registerKind"),),
    ),
    Break(
        "entry-signedOn-twice",
        "register-entry-rok-7",
        'kj:signedOn "1965-06-22"^^xsd:date',
        'kj:signedOn "1965-06-22"^^xsd:date , "1970-01-01"^^xsd:date',
        (("KJ202", "kj:signedOn"),),
    ),
    Break(
        "entry-signedOn-no-day",
        "register-entry-rok-7",
        'kj:signedOn "1965-06-22"^^xsd:date',
        'kj:signedOn "1965-02-30"^^xsd:date',
        (("KJ205", "kj:signedOn"),),
    ),
    Break(
        "entry-inForceFrom-twice",
        "register-entry-rok-7",
        'kj:inForceFrom "1965-12"^^xsd:gYearMonth',
        'kj:inForceFrom "1965-12"^^xsd:gYearMonth , "1970-01-01"^^xsd:date',
        (("KJ202", "kj:inForceFrom"),),
    ),
    Break(
        "entry-inForceFrom-no-day",
        "register-entry-rok-7",
        'kj:inForceFrom "1965-12"^^xsd:gYearMonth',
        'kj:inForceFrom "1965-02-30"^^xsd:date',
        (("KJ205", "kj:inForceFrom"),),
    ),
    Break(
        "entry-gazettedOn-twice",
        "register-entry-rok-7",
        'kj:gazettedOn "1966"^^xsd:gYear',
        'kj:gazettedOn "1966"^^xsd:gYear , "1970-01-01"^^xsd:date',
        (("KJ202", "kj:gazettedOn"),),
    ),
    Break(
        "entry-gazettedOn-no-day",
        "register-entry-rok-7",
        'kj:gazettedOn "1966"^^xsd:gYear',
        'kj:gazettedOn "1965-02-30"^^xsd:date',
        (("KJ205", "kj:gazettedOn"),),
    ),
    Break(
        "entry-without-a-day",
        "register-entry-rok-7",
        '    kj:signedOn "1965-06-22"^^xsd:date ;\n    kj:inForceFrom "1965-12"^^xsd:gYearMonth ;\n',
        "",
        (("KJ210", "kj:signedOn"),),
    ),
    Break(
        "entry-note-in-french",
        "register-entry-rok-7",
        '"For tests"@en',
        '"For tests"@fr',
        (("KJ206", "skos:editorialNote"),),
    ),
    Break(
        "roll-call-title-twice",
        "roll-call-7",
        '"SOMETHING"@en',
        '"SOMETHING"@en , "ANYTHING"@en',
        (("KJ202", "dcterms:title"),),
    ),
    Break(
        "roll-call-title-in-french", "roll-call-7", '"SOMETHING"@en', '"SOMETHING"@fr', (("KJ206", "dcterms:title"),)
    ),
    Break("roll-call-title-blank", "roll-call-7", '"SOMETHING"@en', '" "@en', (("KJ205", "dcterms:title"),)),
    Break(
        "roll-call-date-missing", "roll-call-7", '    kj:date "1991-10-04"^^xsd:date ;\n', "", (("KJ201", "kj:date"),)
    ),
    Break(
        "roll-call-date-twice",
        "roll-call-7",
        '"1991-10-04"^^xsd:date',
        '"1991-10-04"^^xsd:date , "1991-10-05"^^xsd:date',
        (("KJ202", "kj:date"),),
    ),
    Break(
        "roll-call-date-a-month",
        "roll-call-7",
        '"1991-10-04"^^xsd:date',
        '"1991-10"^^xsd:gYearMonth',
        (("KJ205", "kj:date"),),
    ),
    Break(
        "roll-call-date-with-zone",
        "roll-call-7",
        '"1991-10-04"^^xsd:date',
        '"1991-10-04Z"^^xsd:date',
        (("KJ205", "kj:date"),),
    ),
    Break("roll-call-session-missing", "roll-call-7", "    kj:session 46 ;\n", "", (("KJ201", "kj:session"),)),
    Break("roll-call-session-twice", "roll-call-7", "kj:session 46", "kj:session 46 , 47", (("KJ202", "kj:session"),)),
    Break("roll-call-session-as-text", "roll-call-7", "kj:session 46", 'kj:session "46"', (("KJ205", "kj:session"),)),
    Break("roll-call-session-zero", "roll-call-7", "kj:session 46", "kj:session 0", (("KJ205", "kj:session"),)),
    Break(
        "roll-call-resolution-twice", "roll-call-7", '"R/46/9"', '"R/46/9" , "R/46/10"', (("KJ202", "kj:resolution"),)
    ),
    Break(
        "roll-call-resolution-with-language", "roll-call-7", '"R/46/9"', '"R/46/9"@en', (("KJ205", "kj:resolution"),)
    ),
    Break("roll-call-resolution-blank", "roll-call-7", '"R/46/9"', '" R/46/9"', (("KJ205", "kj:resolution"),)),
    Break(
        "roll-call-issue-other-scheme",
        "roll-call-7",
        "kjr:issue-human-rights",
        "kjr:tier-press",
        (("KJ204", "kj:issue"),),
    ),
    Break(
        "roll-call-vote-of-a-person",
        "roll-call-7",
        "kj:votedYes kjr:state-one",
        "kj:votedYes kjr:person-kim",
        (("KJ203", "kj:votedYes"),),
    ),
    Break(
        "roll-call-vote-against-of-a-person",
        "roll-call-7",
        "kj:votedNo kjr:state-two",
        "kj:votedNo kjr:person-kim",
        (("KJ203", "kj:votedNo"),),
    ),
    Break(
        "roll-call-abstention-of-a-person",
        "roll-call-8",
        "kj:abstained kjr:state-one",
        "kj:abstained kjr:person-kim",
        (("KJ203", "kj:abstained"),),
    ),
    Break(
        "roll-call-yes-and-no",
        "roll-call-7",
        "kj:votedNo kjr:state-two",
        "kj:votedNo kjr:state-two , kjr:state-one",
        (("KJ210", "kj:votedYes"),),
    ),
    Break(
        "roll-call-no-and-abstained",
        "roll-call-7",
        "kj:votedNo kjr:state-two",
        "kj:votedNo kjr:state-two ; kj:abstained kjr:state-two",
        (("KJ210", "kj:votedNo"),),
    ),
    Break("roll-call-without-votes", "roll-call-8", "    kj:abstained kjr:state-one", "", (("KJ210", "kj:votedYes"),)),
]

# A thing of each class that people name: each of them wants its three labels.
NAMED = [
    "state-two",
    "organization-government",
    "person-kim",
    "group-presenters",
    "office-minister",
    "place-city",
    "agreement-main",
    "event-session",
    "claim-open",
    "claim-proposal",
    "matter-scope",
    "position-scope-one",
    "area-gas",
    "coverage-energy",
]

# Concepts that are named too, but open to further properties of SKOS.
CONCEPTS = ["scheme-themes", "theme-trade"]

# One thing of every class: each gets a property that is not its own, and an IRI that breaks the form.
OF_EVERY_CLASS = [
    *NAMED,
    "life-main-notice",
    "representation-main-kim",
    "tenure-minister-kim-1998",
    "status-proposal-adopted",
    "source-register",
    "passage-register-row",
    "evidence-notes",
    "editorial-named-summit",
    "register-entry-rok-7",
    "roll-call-7",
]
