-- When the stream's delivery began: set once, right before its job is started for the first time. Null until then.
ALTER TABLE delivery_stream ADD COLUMN delivery_start_millis BIGINT;

-- Streams of earlier builds, all of them Direct PUT, have been delivering since they were made.
UPDATE delivery_stream SET delivery_start_millis = create_millis WHERE status <> 'CREATING';
