"""The register: what is recorded, about whom, and the trail that proves it.

The lowest room of the house. It knows people, suppliers, the five typed records, declarations
with their frozen revisions, decisions and the append-only audit trail, and it imports from no
other room.
"""
