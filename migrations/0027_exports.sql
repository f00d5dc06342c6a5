-- A file that somebody holds is found by its SHA-256 in the trail. Only what was exported stands in the index.
create index event_of_a_file on event ((facts ->> 'sha256')) where kind = 'export.made';
