ALTER TABLE parcels ADD COLUMN size text;
UPDATE parcels SET size = width || 'x' || height;
ALTER TABLE parcels ALTER COLUMN size SET NOT NULL, DROP COLUMN width, DROP COLUMN height;
