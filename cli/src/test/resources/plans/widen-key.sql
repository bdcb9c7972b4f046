ALTER TABLE parcels ALTER COLUMN id TYPE bigint;
ALTER TABLE scans ALTER COLUMN parcel_id TYPE bigint;
ALTER TABLE scans ALTER COLUMN id TYPE bigint;
