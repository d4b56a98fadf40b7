-- Ids that Inquiries has promised to a situation: each opens one case or, when nobody has linked it in time, none any more.
create table reserved_cases (
    case_id uuid primary key,
    swept boolean not null
);
