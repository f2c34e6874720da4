"""Import Anki packages into one collection with Anki itself, one after the other; run by its own environment's Python.

Arguments: collection, then packages; "+leech" tags every note as Anki does with what a learner keeps forgetting. Prints JSON:
for each package how many notes were new, updated, or already there; then the notes and the number of cards.
"""

import json
import sys

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

collection = Collection(sys.argv[1])
imports = []
for argument in sys.argv[2:]:
    if argument == "+leech":
        for found in collection.find_notes(""):
            note = collection.get_note(found)
            note.add_tag("leech")
            collection.update_note(note)
        continue
    request = ImportAnkiPackageRequest(package_path=argument, options=ImportAnkiPackageOptions())
    log = collection.import_anki_package(request).log
    imports.append({"new": len(log.new), "updated": len(log.updated), "same": len(log.duplicate)})
notes = [collection.get_note(found) for found in sorted(collection.find_notes(""))]
print(
    json.dumps(
        {
            "imports": imports,
            "notes": {note["题号"]: dict(note.items()) for note in notes},
            "cards": collection.card_count(),
            "sound": collection.fix_integrity()[1],
        }
    )
)
