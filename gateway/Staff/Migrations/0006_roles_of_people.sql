-- Of the last sign-in, so that colleagues are told who their coordinators are. What somebody may do, the session says.
alter table people add column roles text[] not null default '{}';
