INSERT INTO integration.first_days (consumer) VALUES ('mail') ON CONFLICT DO NOTHING
