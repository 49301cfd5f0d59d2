-- The columns of clicks-parquet.json. Hive and Athena read its objects with the same statement.
CREATE EXTERNAL TABLE clicks (
  page string COMMENT 'path, without the host',
  number bigint,
  seen timestamp,
  visitor struct<id:bigint, tags:array<string>>
)
PARTITIONED BY (day date) -- stands in the keys of objects, not in their columns
STORED AS PARQUET
LOCATION 's3://clicks/parquet/';
