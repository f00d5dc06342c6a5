-- Weeks that still wait for somebody are few among many, whatever the history.
create index timesheet_waiting on timesheet (status, week_ends_on desc, id desc) where status in ('draft', 'submitted', 'approved');
