-- Reads both tables, but holds up nobody who reads or writes rows.
ALTER TABLE image VALIDATE CONSTRAINT rejected_for_reasons_or_by_hand;
ALTER TABLE image VALIDATE CONSTRAINT only_the_judged_are_overruled;
ALTER TABLE event VALIDATE CONSTRAINT only_moves_of_the_lifecycle;
