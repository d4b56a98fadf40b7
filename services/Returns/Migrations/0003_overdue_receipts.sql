-- A receipt is so late that it is the data-protection officers' business.
alter table returns add column escalated boolean generated always as (
    jsonb_path_exists(data, '$.data.receipts[*] ? (@.escalated == true && @.kind == null)')) stored;
create index returns_escalated on returns (correlation_id) where escalated;
