package spread_test

import "testing"

// The postal code is known by its form and its place, and spelt as the schema takes it.
func TestPostalCodes(t *testing.T) {
	t.Parallel()
	checkRules(t, []rule{
		{
			"with the prefix of the country", "DE", "Hauptstraße 5, D-10115 Berlin",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin",
		},
		{
			"with the prefix in words of its own", "CH", "Bahnhofstrasse 1, CH 8001 Zürich",
			"a6=Bahnhofstrasse | hno=1 | pc=8001 | a3=Zürich | -CH (the country)",
		},
		{
			"a Swedish code of two words", "SE", "Storgatan 12, 11151 Stockholm",
			"a6=Storgatan | hno=12 | pc=11151 | a3=Stockholm",
		},
		{
			"a Dutch code without its blank", "NL", "Keizersgracht 77, 1015cw Amsterdam",
			"a6=Keizersgracht | hno=77 | pc=1015CW | a3=Amsterdam",
		},
		{
			"a British code in lower case", "GB", "10 Downing Street, London sw1a2aa",
			"hno=10 | a6=Downing Street | a3=London | pc=SW1A 2AA",
		},
		{
			"after the state in America", "US", "350 Fifth Avenue, New York, NY 10118",
			"hno=350 | a6=Fifth | sts=AVE | a3=New York | a1=NY | pc=10118",
		},
		{
			"with four more digits in America", "US", "350 Fifth Avenue, New York, NY 10118-0110",
			"hno=350 | a6=Fifth | sts=AVE | a3=New York | a1=NY | pc=10118-0110",
		},
		{
			"a Polish code with its dash", "PL", "ul. Długa 5, 00-238 Warszawa",
			"a6=ul. Długa | hno=5 | pc=00-238 | a3=Warszawa",
		},
		{
			"a Portuguese code with seven digits", "PT", "Rua Augusta 12, 1100-048 Lisboa",
			"sts=RUA | a6=Augusta | hno=12 | pc=1100-048 | a3=Lisboa",
		},
		{
			"an Irish code", "IE", "12 Grafton Street, Dublin 2, D02 X285",
			"hno=12 | a6=Grafton Street | pc=D02 X285 | -Dublin 2 (the town, with or without the number of its district)",
		},
		{
			"after the town in Finland", "FI", "Mannerheimintie 5, Helsinki 00100",
			"a6=Mannerheimintie | hno=5 | pc=00100 | a3=Helsinki",
		},
		{
			"after the town in Spain", "ES", "Calle Mayor 5, Madrid 28013",
			"sts=CALLE | a6=Mayor | hno=5 | pc=28013 | a3=Madrid",
		},
		{
			"none in Hong Kong", "HK", "Flat 5A, 12/F, 88 Queen's Road Central, Central, Hong Kong",
			"unit=5A | flr=12 | hno=88 | a6=Queen's Road Central | a4=Central | a3=Hong Kong",
		},
		{
			"a code the schema refuses", "LU", "12 rue de la Gare, L-99 Luxembourg",
			"hno=12 | -rue de la Gare (without a comma or a postal code, street and town cannot be told apart) | -L-99 Luxembourg (the town, with or without the number of its district)",
		},
		{
			"a Luxembourg code with its letter", "LU", "12 rue de la Gare, L-1611 Luxembourg",
			"hno=12 | a6=rue de la Gare | pc=L-1611 | a3=Luxembourg",
		},
		{
			"four digits that may be a house number", "NO", "Storgata 1234 Oslo",
			"a6=Storgata | a3=Oslo | -1234 (it may be the postal code or the house number)",
		},
		{
			"none written", "DE", "Hauptstraße 5, Berlin",
			"a6=Hauptstraße | hno=5 | a3=Berlin",
		},
		{
			"none written and two towns", "FR", "12 rue Victor Hugo, Belleville, Paris",
			"hno=12 | sts=RUE | -Victor Hugo (without a comma or a postal code, street and town cannot be told apart) | -Belleville Paris (without a postal code it is not clear which of them is the town)",
		},
		{
			"alone", "DE", "10115",
			"-10115 (without a comma or a postal code, street and town cannot be told apart)",
		},
		{
			"alone with its town", "DE", "10115 Berlin",
			"pc=10115 | a3=Berlin",
		},
		{
			"of a CEDEX", "FR", "12 rue Victor Hugo, 75008 Paris CEDEX 08",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75008 | -Paris (the town of a CEDEX may not be the commune) | -CEDEX 08 (the code and the town of a CEDEX are those of a sorting office)",
		},
		{
			"of a post office box", "DE", "Postfach 8021, 10115 Berlin",
			"pc=10115 | a3=Berlin | -Postfach 8021 (a post office box, and the country has no field for it)",
		},
		{
			"of a post office box that may be the code", "CH", "Postfach 8021 Zürich",
			"pc=8021 | a3=Zürich | -Postfach (a post office box, and the country has no field for it)",
		},
		{
			"a number before a town that is not a code", "FR", "12 rue Victor Hugo, 123 Paris",
			"hno=12 | sts=RUE | -Victor Hugo (without a comma or a postal code, street and town cannot be told apart) | -123 Paris (the town, with or without the number of its district)",
		},
		{
			"two that have its form", "DE", "Hauptstraße 5, 10115 Berlin, 10117",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin | -10117 (it stands after the town, and the country has no field for it)",
		},
		{
			"two before towns", "DE", "10117 Berlin, Hauptstraße 5, 10115 Berlin",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin | -10117 Berlin (a name before the street: of a firm, of a building, or another street)",
		},
		{
			"an Australian one that may be a house number", "AU", "2000 George St, Sydney NSW",
			"hno=2000 | a6=George | sts=ST | a3=Sydney | a1=NSW",
		},
		{
			"a four-digit house number and a code", "AU", "1234 George St, Sydney NSW 2000",
			"hno=1234 | a6=George | sts=ST | a3=Sydney | a1=NSW | pc=2000",
		},
		{
			"an American house number of five digits", "US", "12345 Main Street, Springfield, IL 62701",
			"hno=12345 | a6=Main | sts=ST | a3=Springfield | a1=IL | pc=62701",
		},
		{
			"before the state", "US", "350 Fifth Avenue, New York 10118 NY",
			"hno=350 | a6=Fifth | sts=AVE | a3=New York | a1=NY | pc=10118",
		},
		{
			"in a part of its own", "DE", "Hauptstraße 5, 10115, Berlin",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin",
		},
		{
			"in a part of its own at the end, in France", "FR", "12 rue Victor Hugo, Paris, 75001",
			"hno=12 | sts=RUE | a6=Victor Hugo | a3=Paris | -75001 (it is not clear where it belongs)",
		},
		{
			"with a line end before it", "DE", "Hauptstraße 5\n10115 Berlin",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin",
		},
		{
			"a Czech one without its blank", "CZ", "Vodičkova 17, 11000 Praha",
			"a6=Vodičkova | hno=17 | pc=11000 | a3=Praha",
		},
		{
			"a Finnish one with its prefix", "FI", "Mannerheimintie 5, FI-00100 Helsinki",
			"a6=Mannerheimintie | hno=5 | pc=00100 | a3=Helsinki",
		},
		{
			"an Irish one without its blank", "IE", "12 Grafton Street, Dublin, D02X285",
			"hno=12 | a6=Grafton Street | a3=Dublin | pc=D02 X285",
		},
		{
			"four digits behind a number", "NO", "Storgata 12 0184 Oslo",
			"a6=Storgata | hno=12 | pc=0184 | a3=Oslo",
		},
		{
			"four digits behind a street in Denmark", "DK", "Vesterbrogade 1620 København",
			"a6=Vesterbrogade | pc=1620 | pcn=København",
		},
	})
}
