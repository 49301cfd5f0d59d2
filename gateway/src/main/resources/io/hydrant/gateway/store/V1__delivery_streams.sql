-- Understood by H2 and by PostgreSQL.
CREATE TABLE delivery_stream (
    name VARCHAR(64) PRIMARY KEY,
    arn VARCHAR(512) NOT NULL,
    status VARCHAR(32) NOT NULL,
    version_id BIGINT NOT NULL,
    create_millis BIGINT NOT NULL,
    incarnation VARCHAR(32) NOT NULL,
    -- CreateDeliveryStream's input, as JSON
    definition TEXT NOT NULL
);

-- One row: which gateway looks after jobs, and until when.
CREATE TABLE reconciler_lease (
    id INTEGER PRIMARY KEY,
    holder VARCHAR(64) NOT NULL,
    expires_millis BIGINT NOT NULL
);

INSERT INTO reconciler_lease (id, holder, expires_millis) VALUES (1, 'nobody', 0);
