-- Whom an organisation's own people ring in an emergency; nobody else is shown it.
alter table partners add column duty_telephone text;
