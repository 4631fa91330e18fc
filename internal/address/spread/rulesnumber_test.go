package spread_test

import "testing"

// The house number goes where the country writes it, with its addition in the field
// that the country has for it; what can be read in two ways stays out with the reason.
func TestNumbers(t *testing.T) {
	t.Parallel()
	checkRules(t, []rule{
		{
			"before the street in France", "FR", "12 rue Victor Hugo, 75001 Paris",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris",
		},
		{
			"after the street in Germany", "DE", "Hauptstraße 5, 10115 Berlin",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin",
		},
		{
			"before the street in Britain", "GB", "10 Downing Street, London SW1A 2AA",
			"hno=10 | a6=Downing Street | a3=London | pc=SW1A 2AA",
		},
		{
			"in a part of its own", "CH", "Bahnhofstrasse, 1, 8001 Zürich",
			"a6=Bahnhofstrasse | hno=1 | pc=8001 | a3=Zürich",
		},
		{
			"with its addition in its own field", "FR", "12 bis rue Victor Hugo, 75001 Paris",
			"hno=12 | hns=BIS | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris",
		},
		{
			"a letter is the addition where there is a field", "FR", "12B rue Victor Hugo, 75001 Paris",
			"hno=12 | hns=B | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris",
		},
		{
			"behind the abbreviation of number", "FR", "n° 12 rue Victor Hugo, 75001 Paris",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris",
		},
		{
			"a Dutch addition behind a dash", "NL", "Keizersgracht 77-H, 1015 CW Amsterdam",
			"a6=Keizersgracht | hno=77 | hns=H | pc=1015 CW | a3=Amsterdam",
		},
		{
			"a Dutch letter", "NL", "Keizersgracht 77a, 1015 CW Amsterdam",
			"a6=Keizersgracht | hno=77 | hns=a | pc=1015 CW | a3=Amsterdam",
		},
		{
			"a Dutch range or addition stays out", "NL", "Keizersgracht 77-79, 1015 CW Amsterdam",
			"a6=Keizersgracht | pc=1015 CW | a3=Amsterdam | -77-79 (a range of numbers, or a number with an addition)",
		},
		{
			"an Austrian number holds the staircase and the door", "AT", "Landstraße 12/2/7, 4020 Linz",
			"a6=Landstraße | hno=12/2/7 | pc=4020 | a3=Linz",
		},
		{
			"a Czech house has two numbers in one field", "CZ", "Vodičkova 736/17, 110 00 Praha 1",
			"a6=Vodičkova | hno=736/17 | pc=110 00 | -Praha 1 (the town, with or without the number of its district)",
		},
		{
			"without number in Spanish", "ES", "Calle Mayor s/n, 28013 Madrid",
			"sts=CALLE | a6=Mayor | hno=S/N | pc=28013 | a3=Madrid",
		},
		{
			"without number in Italian", "IT", "Via Roma snc, 00184 Roma",
			"sts=VIA | a6=Roma | hno=SNC | pc=00184 | a3=Roma",
		},
		{
			"an Italian letter behind a slash", "IT", "Via Roma 12/B, 00184 Roma",
			"sts=VIA | a6=Roma | hno=12/B | pc=00184 | a3=Roma",
		},
		{
			"a Polish flat behind a slash belongs to it", "PL", "ul. Długa 5/7, 00-238 Warszawa",
			"a6=ul. Długa | hno=5/7 | pc=00-238 | a3=Warszawa",
		},
		{
			"an American fraction", "US", "123 1/2 Main St, Springfield, IL 62701",
			"hno=123 1/2 | a6=Main | sts=ST | a3=Springfield | a1=IL | pc=62701",
		},
		{
			"a unit before a slash in Australia", "AU", "3/45 George St, Sydney NSW 2000",
			"unit=3 | hno=45 | a6=George | sts=ST | a3=Sydney | a1=NSW | pc=2000",
		},
		{
			"a unit before a slash in New Zealand", "NZ", "2/14 Queen Street, Auckland 1010",
			"unit=2 | hno=14 | a6=Queen Street | a3=Auckland | pc=1010",
		},
		{
			"a range in Hong Kong", "HK", "88-90 Queen's Road Central, Central, Hong Kong",
			"hno=88-90 | a6=Queen's Road Central | a4=Central | a3=Hong Kong",
		},
		{
			"a Finnish letter may be the staircase and stays out with the number", "FI", "Mannerheimintie 5 A, 00100 Helsinki",
			"a6=Mannerheimintie | pc=00100 | a3=Helsinki | -5 A (the letter may be of the house or of the staircase)",
		},
		{
			"a Swedish letter belongs to it", "SE", "Storgatan 12 B, 111 51 Stockholm",
			"a6=Storgatan | hno=12B | pc=111 51 | a3=Stockholm",
		},
		{
			"a street named after a day keeps its number", "FR", "8 rue du 8 mai 1945, 75010 Paris",
			"hno=8 | sts=RUE | a6=du 8 mai 1945 | pc=75010 | a3=Paris",
		},
		{
			"the number of a road is a part of its name", "FR", "Route Nationale 20, 45000 Orléans",
			"sts=RTE | a6=Nationale 20 | pc=45000 | a3=Orléans",
		},
		{
			"a square named after a year keeps its year", "NL", "Plein 1940 12, 3011 AB Rotterdam",
			"a6=Plein 1940 | hno=12 | pc=3011 AB | a3=Rotterdam",
		},
		{
			"the day in a street's name is not the number", "DE", "Straße des 17. Juni 135, 10623 Berlin",
			"a6=Straße des 17. Juni | hno=135 | pc=10623 | a3=Berlin",
		},
		{
			"a road of letters in Norway", "NO", "Fylkesvei 17 3, 7600 Levanger",
			"a6=Fylkesvei 17 | hno=3 | pc=7600 | a3=Levanger",
		},
		{
			"a kilometre is not a number", "ES", "Carretera N-340 km 12, 43001 Tarragona",
			"sts=CTRA | a6=N-340 | pc=43001 | a3=Tarragona | -km 12 (a place along a road, not a house number)",
		},
		{
			"two numbers", "DE", "Hauptstraße 5 7, 10115 Berlin",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin | -7 (a second number)",
		},
		{
			"none at all", "DE", "Hauptstraße, 10115 Berlin",
			"a6=Hauptstraße | pc=10115 | a3=Berlin",
		},
	})
}
