-- What DuckDB does to a query before it runs it. Grain: one pass of the optimizer.

SELECT name FROM duckdb_optimizers();
