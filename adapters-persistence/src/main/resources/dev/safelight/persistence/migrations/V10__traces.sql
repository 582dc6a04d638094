-- What is set in motion goes on in the trace of whoever set it in motion: the job that was rung, and what webhooks are told
-- of an event. A W3C traceparent, and behind a blank the tracestate that came with it. Empty in the rows of the version
-- before, which goes on beside this one.
ALTER TABLE job ADD COLUMN trace text;
ALTER TABLE dead_letter ADD COLUMN trace text;
ALTER TABLE event ADD COLUMN trace text;
