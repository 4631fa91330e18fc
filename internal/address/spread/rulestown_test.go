package spread_test

import "testing"

// The town is what stands beside the code, without a district, a region or a country.
func TestTowns(t *testing.T) {
	t.Parallel()
	checkRules(t, []rule{
		{
			"with the number of its district in Dublin", "IE", "12 Grafton Street, Dublin 2",
			"hno=12 | -Grafton Street (without a comma or a postal code, street and town cannot be told apart) | -Dublin 2 (the town, with or without the number of its district)",
		},
		{
			"with an arrondissement", "FR", "12 rue Victor Hugo, 75001 Paris 1er",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75001 | -Paris 1er (the town, with or without the number of its district)",
		},
		{
			"with a bracket", "DE", "Hauptstraße 5, 15230 Frankfurt (Oder)",
			"a6=Hauptstraße | hno=5 | pc=15230 | a3=Frankfurt (Oder)",
		},
		{
			"with its canton behind it", "CH", "Bahnhofstrasse 1, 8001 Zürich ZH",
			"a6=Bahnhofstrasse | hno=1 | pc=8001 | -Zürich ZH (the town, with or without the canton)",
		},
		{
			"with its province in brackets", "IT", "Via Roma 12, 20121 Milano (MI)",
			"sts=VIA | a6=Roma | hno=12 | pc=20121 | a3=Milano | a1=MI",
		},
		{
			"with its province behind it", "IT", "Via Roma 12, 20121 Milano MI",
			"sts=VIA | a6=Roma | hno=12 | pc=20121 | a3=Milano | a1=MI",
		},
		{
			"with its region behind a comma", "AT", "Am Graben 7/3, 8600 Bruck an der Mur, Steiermark",
			"a6=Am Graben | hno=7/3 | pc=8600 | a3=Bruck an der Mur | a1=Steiermark",
		},
		{
			"with its Land behind a comma", "DE", "Hauptstraße 5, 80331 München, Bayern",
			"a6=Hauptstraße | hno=5 | pc=80331 | a3=München | -Bayern (it stands after the town, and the country has no field for it)",
		},
		{
			"before the state in Australia", "AU", "45 George St, Sydney NSW 2000",
			"hno=45 | a6=George | sts=ST | a3=Sydney | a1=NSW | pc=2000",
		},
		{
			"before the state in full", "AU", "45 George St, Sydney, New South Wales 2000",
			"hno=45 | a6=George | sts=ST | a3=Sydney | a1=NSW | pc=2000",
		},
		{
			"behind a county", "GB", "12 High Street, Lewes, East Sussex BN7 1AB",
			"hno=12 | a6=High Street | a3=Lewes | pc=BN7 1AB | -East Sussex (a county, and the country has no field for it)",
		},
		{
			"behind an Irish county", "IE", "Main Street, Ennis, Co. Clare, V95 X285",
			"a6=Main Street | a3=Ennis | a2=Clare | pc=V95 X285",
		},
		{
			"that shares the name of its county", "IE", "Main Street, Ballina, Mayo",
			"a6=Main Street | -Ballina (a place between street and town, and the country has no field for it) | -Mayo (it may be the town or the county)",
		},
		{
			"which of two places is the county", "IE", "Main Street, Newbridge, Kildare",
			"a6=Main Street | -Newbridge (a place between street and town, and the country has no field for it) | -Kildare (it may be the town or the county)",
		},
		{
			"without a comma behind a street type", "AU", "45 George St Sydney NSW 2000",
			"hno=45 | a6=George | sts=ST | a3=Sydney | a1=NSW | pc=2000",
		},
		{
			"without a comma and without a list of types", "GB", "12 High Street Lewes BN7 1AB",
			"hno=12 | pc=BN7 1AB | -High Street Lewes (without a comma, street and town cannot be told apart)",
		},
		{
			"without a comma and two street types", "US", "12 St James Ave Lane City TX 77453",
			"hno=12 | a1=TX | pc=77453 | -St James Ave Lane City (without a comma, street and town cannot be told apart)",
		},
		{
			"with a hyphen", "FR", "12 rue Victor Hugo, 92130 Issy-les-Moulineaux",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=92130 | a3=Issy-les-Moulineaux",
		},
		{
			"with an apostrophe", "FR", "12 rue Victor Hugo, 69001 L'Arbresle",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=69001 | a3=L'Arbresle",
		},
		{
			"the country behind it", "FR", "12 rue Victor Hugo, 75001 Paris, France",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris | -France (the country)",
		},
		{
			"the country in another language", "DE", "Hauptstraße 5, 10115 Berlin, Allemagne",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin | -Allemagne (the country)",
		},
		{
			"the country's code", "BE", "Wetstraat 16, 1000 Brussel, BE",
			"a6=Wetstraat | hno=16 | pc=1000 | a3=Brussel | -BE (the country)",
		},
		{
			"called like its country", "LU", "12 rue de la Gare, 1611 Luxembourg",
			"hno=12 | a6=rue de la Gare | pc=1611 | a3=Luxembourg",
		},
		{
			"called like its country and the country", "LU", "12 rue de la Gare, 1611 Luxembourg, Luxembourg",
			"hno=12 | a6=rue de la Gare | pc=1611 | a3=Luxembourg | -Luxembourg (the country)",
		},
		{
			"an area in Hong Kong", "HK", "88 Nathan Road, Tsim Sha Tsui, Kowloon",
			"hno=88 | a6=Nathan Road | a4=Tsim Sha Tsui | a3=Kowloon",
		},
		{
			"before the code, with a nation", "GB", "1 Kingsway, Cardiff, CF10 3AQ, Wales",
			"hno=1 | a6=Kingsway | a3=Cardiff | pc=CF10 3AQ | a1=Wales",
		},
		{
			"before the street", "DE", "10115 Berlin, Hauptstraße 5",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin",
		},
		{
			"in capitals", "FR", "12 RUE VICTOR HUGO 75001 PARIS",
			"hno=12 | sts=RUE | a6=VICTOR HUGO | pc=75001 | a3=PARIS",
		},
		{
			"of a French territory", "RE", "12 rue de Paris, 97400 Saint-Denis, La Réunion",
			"hno=12 | sts=RUE | a6=de Paris | pc=97400 | a3=Saint-Denis | -La Réunion (the country)",
		},
		{
			"of Saint-Martin, which is the territory too", "MF", "12 rue de Hollande, 97150 Saint-Martin",
			"hno=12 | sts=RUE | a6=de Hollande | pc=97150 | a3=Saint-Martin",
		},
		{
			"of Svalbard", "SJ", "Vei 500 12, 9170 Longyearbyen, Svalbard",
			"a6=Vei 500 | hno=12 | pc=9170 | a3=Longyearbyen | -Svalbard (the country)",
		},
		{
			"of Washington DC", "US", "1600 Pennsylvania Avenue NW, Washington, DC 20500",
			"hno=1600 | a6=Pennsylvania | sts=AVE | pod=NW | a3=Washington | a1=DC | pc=20500",
		},
		{
			"the name of a state is the town where there is no other", "US", "350 Fifth Avenue, New York 10118",
			"hno=350 | a6=Fifth | sts=AVE | a3=New York | pc=10118",
		},
		{
			"Washington is the town and the state", "US", "12 Pike Street, Washington 20500",
			"hno=12 | a6=Pike | sts=ST | a3=Washington | pc=20500",
		},
		{
			"what is behind the code is not a town, with a word for it", "GB", "12 High Street, Lewes BN7 1AB, Sussex",
			"hno=12 | a6=High Street | a3=Lewes | pc=BN7 1AB | -Sussex (it stands after the postal code)",
		},
		{
			"a canton in brackets", "CH", "Bahnhofstrasse 1, 8000 Wil (SG)",
			"a6=Bahnhofstrasse | hno=1 | pc=8000 | -Wil (SG) (the town, with or without the canton)",
		},
		{
			"a Polish voivodeship", "PL", "ul. Długa 5, 00-238 Warszawa, woj. mazowieckie",
			"a6=ul. Długa | hno=5 | pc=00-238 | a3=Warszawa | a1=mazowieckie",
		},
		{
			"Dublin with its county", "IE", "12 Main Street, Swords, Co Dublin, K67 X285",
			"hno=12 | a6=Main Street | a3=Swords | a2=Dublin | pc=K67 X285",
		},
		{
			"a county alone behind the street", "IE", "12 Main Street, Co. Mayo",
			"hno=12 | a2=Mayo | -Main Street (without a comma, street and town cannot be told apart)",
		},
		{
			"one word", "FR", "Paris",
			"-Paris (without a comma or a postal code, street and town cannot be told apart)",
		},
		{
			"two parts without a sign", "DE", "Bürgeramt, Berlin",
			"a6=Bürgeramt | a3=Berlin",
		},
		{
			"behind a number without a comma or a code", "DE", "Hauptstraße 5 Berlin",
			"a6=Hauptstraße | hno=5 | -Berlin (it may be the town)",
		},
		{
			"behind a suburb in New Zealand", "NZ", "14 Mill Road, Kelburn, Wellington 6012",
			"hno=14 | a6=Mill Road | a4=Kelburn | a3=Wellington | pc=6012",
		},
		{
			"a Portuguese parish", "PT", "Rua Augusta 12, Baixa, 1100-048 Lisboa",
			"sts=RUA | a6=Augusta | hno=12 | pc=1100-048 | a3=Lisboa | -Baixa (a place between street and town, and the country has no field for it)",
		},
		{
			"an Italian hamlet", "IT", "Via Roma 12, Fraz. Sopra, 20121 Milano MI",
			"sts=VIA | a6=Roma | hno=12 | pc=20121 | a3=Milano | a1=MI | -Fraz. Sopra (a place between street and town, and the country has no field for it)",
		},
		{
			"Hong Kong Island by another name", "HK", "88 Queen's Road Central, Central, HK",
			"hno=88 | a6=Queen's Road Central | a4=Central | a3=Hong Kong",
		},
		{
			"Hong Kong with China", "HK", "88 Nathan Road, Mong Kok, Kowloon, Hong Kong, China",
			"hno=88 | a6=Nathan Road | a4=Mong Kok | a3=Kowloon | -Hong Kong China (the country)",
		},
		{
			"New Territories by its letters", "HK", "8 Sha Tin Centre Street, Sha Tin, N.T.",
			"hno=8 | a6=Sha Tin Centre Street | a4=Sha Tin | a3=New Territories",
		},
		{
			"Hong Kong, a number and a street alone", "HK", "No. 3, Canton Road, Kowloon",
			"hno=3 | a6=Canton Road | a3=Kowloon",
		},
		{
			"the code of a state is not the town", "US", "350 Fifth Avenue, NY 10118",
			"hno=350 | a1=NY | pc=10118 | -Fifth Avenue (without a comma, street and town cannot be told apart)",
		},
		{
			"an American county is not the town", "US", "350 Main Street, Springfield, Greene County, MO 65806",
			"hno=350 | a6=Main | sts=ST | a3=Springfield | a1=MO | pc=65806 | -Greene County (a county, and the country has no field for it)",
		},
		{
			"a direction behind the type, without a comma", "US", "120 Main St N Springfield IL 62701",
			"hno=120 | a6=Main | sts=ST | pod=N | a3=Springfield | a1=IL | pc=62701",
		},
		{
			"a direction in words behind the type, without a comma", "US", "120 Main St North Springfield IL 62701",
			"hno=120 | a1=IL | pc=62701 | -Main St North Springfield (without a comma, street and town cannot be told apart)",
		},
		{
			"a unit before the town, without a comma", "US", "2120 E Hill Street #104 Signal Hill, CA 90755",
			"hno=2120 | prd=E | a6=Hill | sts=ST | unit=#104 | a3=Signal Hill | a1=CA | pc=90755",
		},
		{
			"Danish, with a place before the code", "DK", "Vesterbrogade 12, Vesterbro, 1620 København V",
			"a6=Vesterbrogade | hno=12 | pc=1620 | pcn=København V | -Vesterbro (a place between street and town, and the country has no field for it)",
		},
		{
			"French, with a doubt by its district", "FR", "12 rue Victor Hugo, 69003 Lyon 3e Arrondissement",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=69003 | -Lyon 3e Arrondissement (the town, with or without the number of its district)",
		},
	})
}
