-- A requirement is unknown until someone has looked: no row is born met or waived.
CREATE TRIGGER requirement_check_first_state BEFORE INSERT ON requirement_check FOR EACH ROW EXECUTE FUNCTION check_first_state('unknown');
