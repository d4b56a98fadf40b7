-- Of what organisation an interpreter is, as a code: who interprets consent to a return is never an authority's.
alter table consents add column interpreter_of text;
