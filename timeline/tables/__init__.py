"""The same question on tables: Parquet files of events, asked by an engine that reads columns."""
