"""Everything that a rule of the house lets pass, each with its reason. These lists only shrink."""

from __future__ import annotations

NO_FACT: dict[str, str] = {
    "mulin.discover.intake.actions.hotline.note_batch": "a preview: no ticket stands yet",
    "mulin.ground.estate.actions.persons.unmask": "a reading, noted in a table of its own",
    "mulin.ground.estate.actions.roster_batches.note_failure": "an upload that could not be read",
    "mulin.ground.estate.actions.roster_batches.note_preview": "a preview: the register has not changed",
    "mulin.ground.record.actions.record": "it is what puts facts on record",
    "mulin.ground.record.actions.note_read": "a reading, noted in a table of its own",
}
"""Public functions of actions that put no fact on record."""

WRITERS: dict[str, str] = {
    "mulin/ground/streets/models.py": "the base of all rows: erase, update and save are defined here",
    "mulin/ground/access/models.py": "Django asks the manager of accounts to create them",
    "mulin/ground/record/sealer.py": "links facts; the record's second writer, beside its verbs",
    "mulin/ground/jobs/worker.py": "the queue's own state, on a connection of its own",
    "mulin/ground/estate/bulk.py": "the bulk statements of the import's verb",
}
"""Files beside actions and jobs that write rows."""

LONG_FILES: dict[str, int] = {
    "mulin/ground/notices/actions/messages.py": 310,
    "mulin/law/shapes.py": 330,
}
"""File → lines it may have where 300 do not suffice."""

LONG_FUNCTIONS: dict[str, int] = {
    "mulin/ground/estate/actions/appointments.py:appoint": 60,
    "mulin/ground/estate/actions/mandates.py:begin_acting_for": 60,
    "mulin/ground/estate/actions/organisations.py:begin_engagement": 50,
    "mulin/ground/estate/actions/persons.py:correct_person": 60,
    "mulin/ground/estate/actions/places.py:create_compound": 50,
    "mulin/ground/estate/actions/units.py:create_unit": 60,
    "mulin/ground/notices/actions/board.py:prove_posting": 50,
    "mulin/law/ballots.py:count": 60,
}
"""``file:function`` → lines it may have where 40 do not suffice."""

CLOCK_READERS: dict[str, str] = {
    "mulin/ground/access/middleware.py": "turns a request into an actor of today, as pages do",
    "mulin/ground/access/adapter.py": "allauth's own page calls it",
    "mulin/ground/access/entry.py": "how fresh a sign-in is",
    "mulin/ground/page/context.py": "the shell says when the figures were read",
    "mulin/ground/page/templatetags/mulin.py": "how long ago something was, in words",
    "mulin/ground/jobs/worker.py": "the worker is a command",
    "mulin/portable/export.py": "the command export",
    "mulin/portable/import_official.py": "the command import-official",
    "mulin/portable/import_roster.py": "the command import-roster",
    "mulin/portable/process_check.py": "the command process check",
    "mulin/portable/timetable.py": "the command timetable",
}
"""Files beside pages, jobs and commands that read the clock."""

CHINESE_AS_DATA: dict[str, str] = {
    "mulin/discover/intake/api.py": "the description of the data interface",
    "mulin/deliberate/mediation/filling.py": "values of texts, which are Chinese",
    "mulin/deliberate/meetings/hints.py": "words that people type",
    "mulin/deliberate/pacts/documents.py": "papers are Chinese",
    "mulin/deliberate/pacts/numbering.py": "numerals of clauses",
    "mulin/decide/assembly/actions/reminding.py": "letters and messages to owners are Chinese",
    "mulin/decide/assembly/actions/telling.py": "letters and messages to owners are Chinese",
    "mulin/decide/assembly/api.py": "the description of the data interface",
    "mulin/decide/assembly/choices.py": "words on the ballot paper",
    "mulin/decide/assembly/documents/": "papers are Chinese",
    "mulin/decide/assembly/motion_templates.py": "drafts of motions, which go onto the ballot",
    "mulin/decide/assembly/official_rows.py": "headings of a file of another system",
    "mulin/decide/assembly/pages/motions.py": "separates names that were stored",
    "mulin/decide/assembly/queries/notice_text.py": "the text of a notice, which is Chinese",
    "mulin/decide/assembly/queries/papers.py": "papers are Chinese",
    "mulin/decide/assembly/queries/told.py": "papers are Chinese",
    "mulin/decide/assembly/queries/ways.py": "papers are Chinese",
    "mulin/decide/committees/archive_papers.py": "papers are Chinese",
    "mulin/decide/committees/documents.py": "papers are Chinese",
    "mulin/decide/workshop/documents.py": "papers are Chinese",
    "mulin/decide/workshop/topics.py": "words that people type",
    "mulin/discover/counter/documents.py": "papers are Chinese",
    "mulin/deliver/billing/documents.py": "papers are Chinese",
    "mulin/demo/": "invented names and stories",
    "mulin/discover/campaigns/printing.py": "papers are Chinese",
    "mulin/discover/campaigns/queries/report.py": "the text of a report, which is Chinese",
    "mulin/ground/access/api.py": "the description of the data interface",
    "mulin/ground/access/management/": "the installer's terminal",
    "mulin/ground/estate/api.py": "the description of the data interface",
    "mulin/ground/estate/roster_planner.py": "differences kept as rows with their words",
    "mulin/ground/estate/roster_words.py": "differences kept as rows with their words",
    "mulin/ground/jobs/management/": "the operator's terminal",
    "mulin/ground/jobs/worker.py": "why a job failed, kept with the job",
    "mulin/ground/notices/actions/outbox.py": "the text of the message itself",
    "mulin/ground/page/pages.py": "a sample name on the style page",
    "mulin/ground/page/sample.py": "samples of the style page",
    "mulin/ground/papers/": "names of fonts and the characters that probe them",
    "mulin/ground/texts/fields.py": "names that texts use, and examples for them",
    "mulin/ground/texts/fields_mediation.py": "names that texts use, with Chinese examples",
    "mulin/ground/texts/language.py": "names that texts use",
    "mulin/ground/texts/standards.py": "groups and layouts of texts, which are Chinese",
    "mulin/ground/texts/wording.py": "names of fonts and of Word's styles",
    "mulin/kit/money.py": "amounts in capitals, as papers write them",
    "mulin/law/compound_rules.py": "titles of statutes",
    "mulin/law/conflicts/": "words that point to a change",
    "mulin/law/pacts/": "patterns that read clauses, and statutes",
    "mulin/law/holiday_notice.py": "patterns that read a published notice",
    "mulin/law/jurisdiction.py": "how the region's papers call things",
    "mulin/law/regions/": "how the region's papers call things",
    "mulin/law/admission/": "names of a file that people write",
    "mulin/law/affairs/items/c10_residence_permit.py": "titles of statutes",
    "mulin/law/affairs/shape.py": "titles of statutes",
    "mulin/law/violations/shape.py": "titles of statutes",
    "mulin/law/terms.py": "numerals of articles",
    "mulin/portable/": "terminal commands, headings of files and the words people write in cells",
    "mulin/deliver/revenue/documents.py": "the statement, which is a Chinese paper",
    "mulin/deliver/works/documents.py": "the dossier of a lift, which is a Chinese paper",
    "mulin/deliver/works/filling.py": "values of texts, which are Chinese",
    "mulin/ground/texts/fields_lifts.py": "names that texts use, with Chinese examples",
    "mulin/ground/texts/saying.py": "how Chinese papers write days and offices",
    "mulin/procedures/documents.py": "papers are Chinese",
    "mulin/procedures/posters.py": "papers are Chinese",
    "mulin/procedures/texts.py": "drafts of notices, which are Chinese",
    "mulin/procedures/filling.py": "values of texts, which are Chinese",
    "mulin/procedures/queries/register.py": "values of texts, which are Chinese",
    "mulin/site/": "the operator's terminal",
}
"""Where Chinese texts are data, paper or terminal, each with its reason: a file, or a folder."""

NOT_KEPT: dict[str, str] = {
    "access/new.html": "a name to sign in with, proposed by the site",
    "account/login.html": "what opens the door is never kept",
    "account/password_change.html": "passwords are never kept",
    "account/reauthenticate.html": "passwords are never kept",
    "committees/import.html": "a file; browsers give none back",
    "hotline/upload.html": "a file; browsers give none back",
    "ledger_files/statement.html": "a file; browsers give none back",
    "lifts/import.html": "a file; browsers give none back",
    "mediators/import.html": "a file; browsers give none back",
    "mfa/authenticate.html": "a code of half a minute",
    "mfa/reauthenticate.html": "a code of half a minute",
    "mfa/totp/activate_form.html": "a code of half a minute",
    "official/home.html": "a file; browsers give none back",
    "roster/upload.html": "a file; browsers give none back",
}
"""Templates whose forms are written whole and keep nothing of what was typed."""
