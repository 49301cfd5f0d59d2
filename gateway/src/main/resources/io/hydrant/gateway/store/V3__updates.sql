-- When UpdateDestination was last called. Null: never.
ALTER TABLE delivery_stream ADD COLUMN update_millis BIGINT;

-- While a stream is UPDATING: which version its job still runs. Null otherwise.
ALTER TABLE delivery_stream ADD COLUMN running_version BIGINT;
ALTER TABLE delivery_stream ADD COLUMN running_definition TEXT;

-- The last version whose job ended with a drain. Null: none has yet.
ALTER TABLE delivery_stream ADD COLUMN drained_version BIGINT;
