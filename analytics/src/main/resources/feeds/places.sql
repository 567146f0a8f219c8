-- The present name of a township (鄉鎮市區) with its county: 桃園縣 became a municipality on 2014-12-25, 三民 and 鳳山 of 高雄
-- have two offices each, some files cut names after six characters, 員林 became a city on 2015-08-08 and 頭份 on 2015-10-05.
-- Some months put blanks between county and township.
create or replace macro without_blanks(area) as replace(replace(area, ' ', ''), chr(12288), '');
create or replace macro present_area_of(area) as
  case
    when area like '桃園縣%' then '桃園市' || substr(area, 4, length(area) - 4) || '區'
    when area in ('高雄市三民一', '高雄市三民二', '高雄市三民區一', '高雄市三民區二') then '高雄市三民區'
    when area in ('高雄市鳳山一', '高雄市鳳山二', '高雄市鳳山區一', '高雄市鳳山區二') then '高雄市鳳山區'
    when area in ('嘉義縣阿里山', '屏東縣三地門', '臺東縣太麻里') then area || '鄉'
    when area = '彰化縣員林鎮' then '彰化縣員林市'
    when area = '苗栗縣頭份鎮' then '苗栗縣頭份市'
    else area
  end;
create or replace macro present_area(area) as present_area_of(without_blanks(area));
-- The present name of a village (村里): the 村 of 桃園縣 became 里 with the county.
create or replace macro present_village(area, village) as
  case
    when area like '桃園縣%' and village like '%村' then substr(village, 1, length(village) - 1) || '里'
    else village
  end
