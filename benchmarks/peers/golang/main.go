// Measures golang-jwt on the token of input.json; prints a results line.
package main

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"sort"
	"time"

	"github.com/golang-jwt/jwt"
)

type input struct {
	Token, Issuer, Audience string
	Jwk                     struct{ N, E string }
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	must(err)
	var in input
	must(json.Unmarshal(text, &in))
	n, err := base64.RawURLEncoding.DecodeString(in.Jwk.N)
	must(err)
	e, err := base64.RawURLEncoding.DecodeString(in.Jwk.E)
	must(err)
	key := &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(new(big.Int).SetBytes(e).Int64())}
	parser := &jwt.Parser{ValidMethods: []string{"RS256"}}
	verify := func() {
		claims := jwt.MapClaims{}
		_, err := parser.ParseWithClaims(in.Token, claims, func(*jwt.Token) (interface{}, error) { return key, nil })
		must(err)
		if !claims.VerifyIssuer(in.Issuer, true) || !claims.VerifyAudience(in.Audience, true) {
			panic("the measured call gave the wrong verdict")
		}
	}
	for end := time.Now().Add(time.Second); time.Now().Before(end); {
		verify()
	}
	times := make([]float64, 51)
	for round := range times {
		const calls = 100
		started := time.Now()
		for call := 0; call < calls; call++ {
			verify()
		}
		times[round] = float64(time.Since(started).Nanoseconds()) / calls / 1000
	}
	sort.Float64s(times)
	fmt.Printf("{\"group\":\"first-sight\",\"name\":\"golang-jwt\",\"value\":%.3f,\"unit\":\"µs\"}\n", times[25])
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
