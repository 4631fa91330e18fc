package spread_test

import "testing"

// How a line is written changes nothing of what it says.
func TestHowLinesAreWritten(t *testing.T) {
	t.Parallel()
	checkRules(t, []rule{
		{
			"nothing", "DE", "",
			"",
		},
		{
			"blanks and commas alone", "DE", " , ; ",
			"",
		},
		{
			"a semicolon parts like a comma", "DE", "Hauptstraße 5; 10115 Berlin",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin",
		},
		{
			"a dash that stands alone parts like a comma", "DE", "Hauptstraße 5 - 10115 Berlin",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin",
		},
		{
			"a full stop closes the line", "DE", "Hauptstraße 5, 10115 Berlin.",
			"a6=Hauptstraße | hno=5 | pc=10115 | a3=Berlin",
		},
		{
			"a typographic apostrophe", "FR", "12 rue de l’Église, 75001 Paris",
			"hno=12 | sts=RUE | a6=de l’Église | pc=75001 | a3=Paris",
		},
		{
			"accents composed otherwise", "FR", "12 rue de l'E\u0301glise, 75001 Paris",
			"hno=12 | sts=RUE | a6=de l'Église | pc=75001 | a3=Paris",
		},
		{
			"marks that are not seen", "FR", "12\u200b rue Victor\u00ad Hugo, 75001 Paris",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris",
		},
		{
			"a no-break blank", "FR", "12\u00a0rue Victor Hugo, 75001\u00a0Paris",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris",
		},
		{
			"lines", "FR", "12 rue Victor Hugo\r\n75001 Paris\r\n",
			"hno=12 | sts=RUE | a6=Victor Hugo | pc=75001 | a3=Paris",
		},
		{
			"lower case", "GB", "10 downing street, london sw1a 2aa",
			"hno=10 | a6=downing street | a3=london | pc=SW1A 2AA",
		},
		{
			"a degree sign for a raised letter", "ES", "Calle Mayor 5, 3° B, 28013 Madrid",
			"sts=CALLE | a6=Mayor | hno=5 | flr=3 | unit=B | pc=28013 | a3=Madrid",
		},
		{
			"only punctuation", "GB", "--- ??? !!!",
			"---- ??? !!! (without a comma or a postal code, street and town cannot be told apart)",
		},
	})
}
