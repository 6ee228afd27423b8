INSERT INTO extraction (content, suffix, extractor, found, used_on)
VALUES (zeroblob(32), '.md', 'linkaudit 0.1.0.1', CAST('[[0,0,0,0,0,0,0],[]]' AS BLOB), 739943);

INSERT INTO run (id, started_at, finished_at, outcome, process, sightings)
VALUES (1, 1795413600000000, 1795413600000000, 'clean', 4711, 1);

INSERT INTO observation (target, run, url, observed_at, reader, serves, etag, modified, found)
VALUES (x'62f746a4250ae05fd70bdc332b5ca16d', 1, 'https://a.example/page', 1795413600000000,
        '0.0.1/1', 1, '"e"', NULL, CAST('{}' AS BLOB));

INSERT INTO course (target, run, observed_at, verdict, status, final_url)
VALUES (x'62f746a4250ae05fd70bdc332b5ca16d', 1, 1795413600000000, 'ok', 200, NULL);

INSERT INTO file (path, stamp, made_by, listing, used_on)
VALUES (CAST('/a.md' AS BLOB), '1 2 3 4 5', 'linkaudit 0.1.0.1 1', NULL, 739943);

INSERT INTO judged (document, day, finished_at, counts, found)
VALUES (x'aec6550779ba2e2205b069c0f4debe87', 739943, 1795413600000000, '{"ok": 1}',
        CAST('{"links": {"ok": "37ef24c232ef"}, "findings": ""}' AS BLOB));
