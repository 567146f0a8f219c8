-- What each agency's register offers to the exchange. A node may read these views and nothing else.
create or replace view household.api_persons as
  select national_id, name, sex, birth_date, household_no, relation, marital_status, village_code, address
  from household.person
  where death_date is null;

create or replace view land.api_rights as
  select o.owner_no, o.subject_kind as right_kind, o.subject_no,
         coalesce(b.address, p.section || ' ' || p.number) as address,
         coalesce(b.floor_area_m2, p.area_m2) as area_m2,
         o.share_numerator, o.share_denominator, o.registered
  from land.ownership o
  left join land.building b on o.subject_kind = 'building' and b.building_no = o.subject_no
  left join land.parcel p on o.subject_kind = 'parcel' and p.parcel_no = o.subject_no;

create or replace view construction.api_firms as
  select unified_no, name, representative_id, capital, address, established, kind
  from construction.firm;

create or replace view construction.api_representatives as
  select representative_id as national_id, unified_no, name, capital
  from construction.firm;

-- The number of the holder is not told: by it she finds who was told about her licence.
create or replace view construction.api_technicians as
  select licence_no, name, discipline, kind, issued, expires, firm_unified_no, national_id
  from construction.technician;

create or replace view welfare.api_statuses as
  select national_id, 'low_income' as kind, category, valid_from, valid_to from welfare.low_income
  union all
  select national_id, 'disability' as kind, category || ' ' || level, valid_from, valid_to from welfare.disability;

-- Open data: counts that name nobody.
create table if not exists household.township_population (
  month text, township_code text, county text, township text,
  households bigint, people bigint, men bigint, women bigint);

create or replace view household.api_township_population as
  select month, township_code, county, township, households, people, men, women
  from household.township_population;
