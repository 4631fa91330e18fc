// Package address knows what a voicesite address is: the elements of the standard
// schema, what a country demands of them, its geographic levels, every violation
// of an address, and the wizard that leads an operator through it as a pure state
// machine.
//
// It is not a client and not a screen: it asks for nothing over the network, draws
// nothing and reads no clock. What the API answered is handed to it, and what it
// needs next it says. Anything may import it except package models.
package address
