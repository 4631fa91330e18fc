package spread_test

import "testing"

// The street keeps its name whole; its type and its directions go into fields of their
// own only where the country has them.
func TestStreets(t *testing.T) {
	t.Parallel()
	checkRules(t, []rule{
		{
			"its type in a field, by its abbreviation", "FR", "12 av. Victor Hugo, 75001 Paris",
			"hno=12 | sts=AV | a6=Victor Hugo | pc=75001 | a3=Paris",
		},
		{
			"its type in a field, at the end", "AU", "45 George Street, Sydney NSW 2000",
			"hno=45 | a6=George | sts=ST | a3=Sydney | a1=NSW | pc=2000",
		},
		{
			"its type in a field, Spanish", "ES", "C/ Mayor 5, 28013 Madrid",
			"sts=CALLE | a6=Mayor | hno=5 | pc=28013 | a3=Madrid",
		},
		{
			"its type in a field, Italian", "IT", "P.za Navona 5, 00186 Roma",
			"sts=PIAZZA | a6=Navona | hno=5 | pc=00186 | a3=Roma",
		},
		{
			"its type in a field, Portuguese", "PT", "Av. da Liberdade 12, 1250-142 Lisboa",
			"sts=AV | a6=da Liberdade | hno=12 | pc=1250-142 | a3=Lisboa",
		},
		{
			"a type that is not in the list", "FR", "12 sentier Victor Hugo, 75001 Paris",
			"hno=12 | a6=sentier Victor Hugo | pc=75001 | a3=Paris",
		},
		{
			"a direction before it", "US", "120 N Main St, Springfield, IL 62701",
			"hno=120 | prd=N | a6=Main | sts=ST | a3=Springfield | a1=IL | pc=62701",
		},
		{
			"a direction behind it", "US", "1600 Pennsylvania Avenue NW, Washington, DC 20500",
			"hno=1600 | a6=Pennsylvania | sts=AVE | pod=NW | a3=Washington | a1=DC | pc=20500",
		},
		{
			"a building before it", "GB", "Victoria House, 12 High Street, Lewes BN7 1AB",
			"bld=Victoria House | hno=12 | a6=High Street | a3=Lewes | pc=BN7 1AB",
		},
		{
			"a locality behind it", "GB", "12 High Street, Kingston, Lewes BN7 1AB",
			"hno=12 | a6=High Street | a4=Kingston | a3=Lewes | pc=BN7 1AB",
		},
		{
			"a place behind it, in France", "FR", "12 rue Victor Hugo, Le Bourg, 24000 Périgueux",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=24000 | a3=Périgueux | a4=Le Bourg",
		},
		{
			"none, but a place", "FR", "Lieu-dit Les Granges, 24000 Périgueux",
			"a6=Lieu-dit Les Granges | pc=24000 | a3=Périgueux",
		},
		{
			"two in one line", "GB", "12 High Street, 14 Mill Lane, Lewes BN7 1AB",
			"hno=12 | a6=High Street | a3=Lewes | pc=BN7 1AB | -14 Mill Lane (a place between street and town, and the country has no field for it)",
		},
		{
			"The alone", "GB", "The Strand, London WC2R 1LA",
			"a6=The Strand | a3=London | pc=WC2R 1LA",
		},
		{
			"Broadway", "US", "1500 Broadway, New York, NY 10036",
			"hno=1500 | a6=Broadway | a3=New York | a1=NY | pc=10036",
		},
		{
			"a bilingual street", "BE", "Wetstraat / Rue de la Loi 16, 1000 Brussel",
			"a6=Wetstraat / Rue de la Loi | hno=16 | pc=1000 | a3=Brussel",
		},
		{
			"a company before it", "DE", "Muster GmbH, Hauptstraße 5, 10115 Berlin",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin | -Muster GmbH (a name before the street: of a firm, of a building, or another street)",
		},
		{
			"abbreviated in German", "DE", "Hauptstr. 5, 10115 Berlin",
			"a6=Hauptstr. | hno=5 | pc=10115 | a3=Berlin",
		},
		{
			"with a number in its name in America", "US", "12 5th Avenue, New York, NY 10011",
			"hno=12 | a6=5th | sts=AVE | a3=New York | a1=NY | pc=10011",
		},
		{
			"a highway", "US", "4500 Highway 6, Houston, TX 77084",
			"hno=4500 | a6=Highway 6 | a3=Houston | a1=TX | pc=77084",
		},
		{
			"a square of its type, Spanish", "ES", "Pza. de España 5, 28013 Madrid",
			"sts=PLAZA | a6=de España | hno=5 | pc=28013 | a3=Madrid",
		},
		{
			"a direction alone is the name", "US", "12 North Street, Springfield, IL 62701",
			"hno=12 | a6=North | sts=ST | a3=Springfield | a1=IL | pc=62701",
		},
		{
			"a type alone is the name", "FR", "12 Grande Rue, 75001 Paris",
			"hno=12 | a6=Grande Rue | pc=75001 | a3=Paris",
		},
		{
			"a type at the front in English", "AU", "12 The Esplanade, Sydney NSW 2000",
			"hno=12 | a6=The Esplanade | a3=Sydney | a1=NSW | pc=2000",
		},
		{
			"the type twice", "US", "12 Avenue Street, Springfield, IL 62701",
			"hno=12 | a6=Avenue | sts=ST | a3=Springfield | a1=IL | pc=62701",
		},
		{
			"a type abbreviated with its full stop", "US", "12 Main St., Springfield, IL 62701",
			"hno=12 | a6=Main | sts=ST | a3=Springfield | a1=IL | pc=62701",
		},
		{
			"a saint is not a street", "US", "12 St. James Place, Springfield, IL 62701",
			"hno=12 | a6=St. James | sts=PL | a3=Springfield | a1=IL | pc=62701",
		},
		{
			"a French zone", "FR", "ZI Nord, 24000 Périgueux",
			"sts=ZI | a6=Nord | pc=24000 | a3=Périgueux",
		},
		{
			"a French square without number", "FR", "Place de la République, 75003 Paris",
			"sts=PL | a6=de la République | pc=75003 | a3=Paris",
		},
		{
			"a German square of a number", "DE", "Platz der Republik 1, 11011 Berlin",
			"a6=Platz der Republik | hno=1 | pc=11011 | a3=Berlin",
		},
		{
			"a road by its letter", "DE", "B 96 12, 15806 Zossen",
			"a6=B 96 | hno=12 | pc=15806 | a3=Zossen",
		},
		{
			"a street behind the town and the code", "CH", "8001 Zürich, Bahnhofstrasse 1",
			"a6=Bahnhofstrasse | hno=1 | pc=8001 | a3=Zürich",
		},
		{
			"a street of digits in America", "US", "12 W 42nd St, New York, NY 10036",
			"hno=12 | prd=W | a6=42nd | sts=ST | a3=New York | a1=NY | pc=10036",
		},
		{
			"two names, the street known by its type", "GB", "Rose Cottage, Mill Lane, Lewes BN7 1AB",
			"a6=Mill Lane | a3=Lewes | pc=BN7 1AB | -Rose Cottage (a name before the street: of a firm, of a building, or another street)",
		},
		{
			"a name without a type", "GB", "12 Kingsway, Lewes BN7 1AB",
			"hno=12 | a6=Kingsway | a3=Lewes | pc=BN7 1AB",
		},
		{
			"a building and no number", "GB", "Victoria House, High Street, Lewes BN7 1AB",
			"bld=Victoria House | a6=High Street | a3=Lewes | pc=BN7 1AB",
		},
		{
			"Dutch, a street of a day", "NL", "5 Meilaan 12, 2321 AB Leiden",
			"a6=5 Meilaan | hno=12 | pc=2321 AB | a3=Leiden",
		},
		{
			"Swiss, in French", "CH", "Rue du Rhône 12, 1204 Genève",
			"a6=Rue du Rhône | hno=12 | pc=1204 | a3=Genève",
		},
		{
			"Swiss, in French, number first", "CH", "12 rue du Rhône, 1204 Genève",
			"a6=rue du Rhône | hno=12 | pc=1204 | a3=Genève",
		},
		{
			"Portuguese, of a day", "PT", "Rua 25 de Abril 12, 1100-048 Lisboa",
			"sts=RUA | a6=25 de Abril | hno=12 | pc=1100-048 | a3=Lisboa",
		},
		{
			"Polish, of a day", "PL", "ul. 3 Maja 12, 00-238 Warszawa",
			"a6=ul. 3 Maja | hno=12 | pc=00-238 | a3=Warszawa",
		},
		{
			"Czech, of a day", "CZ", "28. října 12, 110 00 Praha",
			"a6=28. října | hno=12 | pc=110 00 | a3=Praha",
		},
	})
}
