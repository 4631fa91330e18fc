package spread_test

import "testing"

// Flats, floors, rooms and boxes go into a field of the country, or stay out with the
// reason; what is not a part of an address never gets a field.
func TestUnits(t *testing.T) {
	t.Parallel()
	checkRules(t, []rule{
		{
			"a British flat", "GB", "Flat 3, 12 High Street, Lewes BN7 1AB",
			"unit=Flat 3 | hno=12 | a6=High Street | a3=Lewes | pc=BN7 1AB",
		},
		{
			"a British floor", "GB", "First Floor, 12 High Street, Lewes BN7 1AB",
			"hno=12 | a6=High Street | a3=Lewes | pc=BN7 1AB | -First Floor (a floor, and the country has no field for it)",
		},
		{
			"an American apartment", "US", "350 Fifth Avenue Apt 12B, New York, NY 10118",
			"hno=350 | a6=Fifth | sts=AVE | unit=Apt 12B | a3=New York | a1=NY | pc=10118",
		},
		{
			"an American suite behind a number sign", "US", "350 Fifth Avenue #4100, New York, NY 10118",
			"hno=350 | a6=Fifth | sts=AVE | unit=#4100 | a3=New York | a1=NY | pc=10118",
		},
		{
			"an American floor", "US", "350 Fifth Avenue, 5th Floor, New York, NY 10118",
			"hno=350 | a6=Fifth | sts=AVE | flr=5th Floor | a3=New York | a1=NY | pc=10118",
		},
		{
			"an American room", "US", "350 Fifth Avenue, Room 12, New York, NY 10118",
			"hno=350 | a6=Fifth | sts=AVE | room=Room 12 | a3=New York | a1=NY | pc=10118",
		},
		{
			"a Danish ground floor", "DK", "Vesterbrogade 12, st. th, 1620 København V",
			"a6=Vesterbrogade | hno=12 | flr=st | unit=th | pc=1620 | pcn=København V",
		},
		{
			"a Danish floor and door", "DK", "Vesterbrogade 12, 2. dør 4, 1620 København V",
			"a6=Vesterbrogade | hno=12 | flr=2 | unit=4 | pc=1620 | pcn=København V",
		},
		{
			"a Spanish floor and door", "ES", "Calle Mayor 5, 3º B, 28013 Madrid",
			"sts=CALLE | a6=Mayor | hno=5 | flr=3 | unit=B | pc=28013 | a3=Madrid",
		},
		{
			"a Spanish mezzanine", "ES", "Calle Mayor 5, entresuelo, 28013 Madrid",
			"sts=CALLE | a6=Mayor | hno=5 | flr=entresuelo (!) | pc=28013 | a3=Madrid",
		},
		{
			"a Portuguese floor and side", "PT", "Rua Augusta 12, 3º Esq, 1100-048 Lisboa",
			"sts=RUA | a6=Augusta | hno=12 | flr=3º Esq | pc=1100-048 | a3=Lisboa",
		},
		{
			"a Portuguese ground floor", "PT", "Rua Augusta 12, r/c Dto, 1100-048 Lisboa",
			"sts=RUA | a6=Augusta | hno=12 | flr=r/c Dto | pc=1100-048 | a3=Lisboa",
		},
		{
			"a Polish flat", "PL", "ul. Długa 5 m. 7, 00-238 Warszawa",
			"a6=ul. Długa | hno=5 | unit=7 | pc=00-238 | a3=Warszawa",
		},
		{
			"a Finnish stairway and flat", "FI", "Mannerheimintie 5 A 12, 00100 Helsinki",
			"a6=Mannerheimintie | hno=5 | unit=A 12 | pc=00100 | a3=Helsinki",
		},
		{
			"a Norwegian flat", "NO", "Storgata 12 H0203, 0184 Oslo",
			"a6=Storgata | hno=12 | room=H0203 | pc=0184 | a3=Oslo",
		},
		{
			"a Swedish floor", "SE", "Storgatan 12, 3 tr, 111 51 Stockholm",
			"a6=Storgatan | hno=12 | flr=3 | pc=111 51 | a3=Stockholm",
		},
		{
			"a Swedish flat", "SE", "Storgatan 12 lgh 1203, 111 51 Stockholm",
			"a6=Storgatan | hno=12 | pc=111 51 | a3=Stockholm | -lgh 1203 (a flat, and the country has no field for it)",
		},
		{
			"a Belgian box", "BE", "Wetstraat 16 bus 4, 1000 Brussel",
			"a6=Wetstraat | hno=16 | unit=4 | pc=1000 | a3=Brussel",
		},
		{
			"a Hong Kong flat and floor", "HK", "Flat 5A, 12/F, 88 Nathan Road, Tsim Sha Tsui, Kowloon",
			"unit=5A | flr=12 | hno=88 | a6=Nathan Road | a4=Tsim Sha Tsui | a3=Kowloon",
		},
		{
			"an Australian level", "AU", "Level 12, 45 George St, Sydney NSW 2000",
			"flr=12 | hno=45 | a6=George | sts=ST | a3=Sydney | a1=NSW | pc=2000",
		},
		{
			"an Australian unit", "AU", "Unit 3, 45 George St, Sydney NSW 2000",
			"unit=3 | hno=45 | a6=George | sts=ST | a3=Sydney | a1=NSW | pc=2000",
		},
		{
			"a French floor", "FR", "12 rue Victor Hugo, 3e étage, 75001 Paris",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris | flr=3",
		},
		{
			"a French building", "FR", "Bâtiment C, 12 rue Victor Hugo, 75001 Paris",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris | bld=Bâtiment C",
		},
		{
			"a French flat", "FR", "12 rue Victor Hugo, appartement 4, 75001 Paris",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris | -appartement 4 (a part of a building, and the country has no field for it)",
		},
		{
			"a German back building", "DE", "Hauptstraße 5, Hinterhaus, 10115 Berlin",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin | -Hinterhaus (a part of a building, and the country has no field for it)",
		},
		{
			"an Austrian staircase may be of the number, which stays out too", "AT", "Landstraße 12, Stiege 2, 4020 Linz",
			"a6=Landstraße | pc=4020 | a3=Linz | -12 Stiege 2 (the house number may hold the staircase and the door as well)",
		},
		{
			"an Italian staircase", "IT", "Via Roma 12, scala B, 00184 Roma",
			"sts=VIA | a6=Roma | hno=12 | pc=00184 | a3=Roma | -scala B (a part of a building, and the country has no field for it)",
		},
		{
			"the first of May is not a floor", "ES", "Calle 1º de Mayo 5, 28013 Madrid",
			"sts=CALLE | a6=1º de Mayo | hno=5 | pc=28013 | a3=Madrid",
		},
		{
			"a Swiss box", "CH", "Bahnhofstrasse 1, Postfach 123, 8001 Zürich",
			"a6=Bahnhofstrasse | hno=1 | pc=8001 | a3=Zürich | -Postfach 123 (a post office box, and the country has no field for it)",
		},
		{
			"a British box", "GB", "PO Box 12, Lewes BN7 1AB",
			"a3=Lewes | pc=BN7 1AB | -PO Box 12 (a post office box, and the country has no field for it)",
		},
		{
			"a French box", "FR", "12 rue Victor Hugo, BP 40, 75001 Paris",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris | -BP 40 (a post office box, and the country has no field for it)",
		},
		{
			"a Norwegian box", "NO", "Postboks 12, 0184 Oslo",
			"pc=0184 | a3=Oslo | -Postboks 12 (a post office box, and the country has no field for it)",
		},
		{
			"a New Zealand rural round", "NZ", "14 Mill Road, RD 2, Hamilton 3282",
			"hno=14 | a6=Mill Road | a3=Hamilton | pc=3282 | -RD 2 (a rural delivery round, not an address)",
		},
		{
			"an Australian plot", "AU", "Lot 5, Mill Road, Sydney NSW 2000",
			"a6=Mill | sts=RD | a3=Sydney | a1=NSW | pc=2000 | -Lot 5 (a plot, not a house number)",
		},
		{
			"a Portuguese plot", "PT", "Rua Augusta, Lote 12, 1100-048 Lisboa",
			"sts=RUA | a6=Augusta | pc=1100-048 | a3=Lisboa | -Lote 12 (a plot: it may be the number or not)",
		},
		{
			"a kilometre", "IT", "Via Aurelia km 12, 00184 Roma",
			"sts=VIA | a6=Aurelia | pc=00184 | a3=Roma | -km 12 (a place along a road, not a house number)",
		},
		{
			"a person", "CH", "c/o Meier, Bahnhofstrasse 1, 8001 Zürich",
			"a6=Bahnhofstrasse | hno=1 | pc=8001 | a3=Zürich | -c/o Meier (a name, not a place)",
		},
		{
			"an INSEE code", "FR", "12 rue Victor Hugo, 75001 Paris, INSEE 75101",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris | -INSEE 75101 (the address service fills in the INSEE code)",
		},
		{
			"a Danish floor glued to its side", "DK", "Vesterbrogade 12, 3.tv, 1620 København V",
			"a6=Vesterbrogade | hno=12 | flr=3 | unit=tv | pc=1620 | pcn=København V",
		},
		{
			"a Danish floor by its word", "DK", "Vesterbrogade 12, 3. sal, 1620 København V",
			"a6=Vesterbrogade | hno=12 | flr=3 | pc=1620 | pcn=København V",
		},
		{
			"a Danish basement", "DK", "Vesterbrogade 12, kl., 1620 København V",
			"a6=Vesterbrogade | hno=12 | flr=kl | pc=1620 | pcn=København V",
		},
		{
			"an Italian floor", "IT", "Via Roma 12, 3o piano, 00184 Roma",
			"sts=VIA | a6=Roma | hno=12 | pc=00184 | a3=Roma | -3o piano (a part of a building, and the country has no field for it)",
		},
		{
			"a Spanish door", "ES", "Calle Mayor 5, puerta 4, 28013 Madrid",
			"sts=CALLE | a6=Mayor | hno=5 | unit=4 | pc=28013 | a3=Madrid",
		},
		{
			"a Spanish staircase", "ES", "Calle Mayor 5, escalera B, 28013 Madrid",
			"sts=CALLE | a6=Mayor | hno=5 | pc=28013 | a3=Madrid | -escalera B (a part of a building, and the country has no field for it)",
		},
		{
			"a Luxembourg floor", "LU", "12 rue de la Gare, 3e étage, 1611 Luxembourg",
			"hno=12 | a6=rue de la Gare | pc=1611 | a3=Luxembourg | -3e étage (no field for it: floor number)",
		},
		{
			"a Belgian floor", "BE", "Wetstraat 16, 2de verdieping, 1000 Brussel",
			"a6=Wetstraat | hno=16 | pc=1000 | a3=Brussel | flr=2",
		},
		{
			"two flats", "GB", "Flat 3, Flat 4, 12 High Street, Lewes BN7 1AB",
			"unit=Flat 3 | hno=12 | a6=High Street | a3=Lewes | pc=BN7 1AB | -Flat 4 (unit has a value already)",
		},
		{
			"a Hong Kong ground floor", "HK", "G/F, 88 Nathan Road, Tsim Sha Tsui, Kowloon",
			"flr=G | hno=88 | a6=Nathan Road | a4=Tsim Sha Tsui | a3=Kowloon",
		},
		{
			"a Hong Kong block", "HK", "Block 3, 88 Nathan Road, Tsim Sha Tsui, Kowloon",
			"hno=88 | a6=Nathan Road | a4=Tsim Sha Tsui | a3=Kowloon | -Block 3 (a part of a building, and the country has no field for it)",
		},
		{
			"a French office", "FR", "Bureau 12, 12 rue Victor Hugo, 75001 Paris",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris | room=12",
		},
		{
			"an Irish flat", "IE", "Flat 3, 12 Grafton Street, Dublin, D02 X285",
			"hno=12 | a6=Grafton Street | a3=Dublin | pc=D02 X285 | -Flat 3 (a flat, and the country has no field for it)",
		},
		{
			"a German floor", "DE", "Hauptstraße 5, 3. OG, 10115 Berlin",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin | -3. OG (a part of a building, and the country has no field for it)",
		},
		{
			"a Polish box", "PL", "skr. poczt. 12, 00-238 Warszawa",
			"pc=00-238 | a3=Warszawa | -skr. poczt. 12 (a post office box, and the country has no field for it)",
		},
		{
			"a Dutch box", "NL", "Postbus 123, 1015 CW Amsterdam",
			"pc=1015 CW | a3=Amsterdam | -Postbus 123 (a post office box, and the country has no field for it)",
		},
		{
			"a Spanish box", "ES", "Apartado de Correos 12, 28013 Madrid",
			"pc=28013 | a3=Madrid | -Apartado de Correos 12 (a post office box, and the country has no field for it)",
		},
		{
			"an Australian unit before a slash", "AU", "Unit 3/45 George St, Sydney NSW 2000",
			"unit=3 | hno=45 | a6=George | sts=ST | a3=Sydney | a1=NSW | pc=2000",
		},
		{
			"a level by its letter", "AU", "L 3, 45 George St, Sydney NSW 2000",
			"flr=3 | hno=45 | a6=George | sts=ST | a3=Sydney | a1=NSW | pc=2000",
		},
		{
			"a word for a flat inside a street's name", "GB", "12 Flat Lane, Lewes BN7 1AB",
			"hno=12 | a6=Flat Lane | a3=Lewes | pc=BN7 1AB",
		},
		{
			"a Czech flat", "CZ", "Vodičkova 17, byt 4, 110 00 Praha",
			"a6=Vodičkova | hno=17 | pc=110 00 | a3=Praha | -byt 4 (a part of a building, and the country has no field for it)",
		},
	})
}
