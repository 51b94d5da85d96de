// Asks an authz decide over gRPC as Envoy would: check HOST:PORT < questions, one JSON object a line. It has no generated code: a question
// is written, and an answer read, by the field numbers of the public API, without a library for them.
package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"

	"google.golang.org/grpc"
)

type octets struct{}

func (octets) Marshal(message interface{}) ([]byte, error) { return *message.(*[]byte), nil }

func (octets) Unmarshal(data []byte, message interface{}) error {
	*message.(*[]byte) = append([]byte{}, data...)
	return nil
}

func (octets) Name() string { return "proto" }

const withLength = 2

func varint(value uint64) []byte {
	buffer := make([]byte, binary.MaxVarintLen64)
	return buffer[:binary.PutUvarint(buffer, value)]
}

func field(number uint64, content []byte) []byte {
	return join(varint(number<<3|withLength), varint(uint64(len(content))), content)
}

func join(parts ...[]byte) (all []byte) {
	for _, part := range parts {
		all = append(all, part...)
	}
	return
}

// The fields of a message: numbers, and contents of those that have a length.
func read(message []byte, each func(uint64, []byte, uint64)) {
	next := func() uint64 {
		value, size := binary.Uvarint(message)
		message = message[size:]
		return value
	}
	for len(message) > 0 {
		tag, value := next(), next()
		if tag&7 == withLength {
			each(tag>>3, message[:value], 0)
			message = message[value:]
		} else {
			each(tag>>3, nil, value)
		}
	}
}

type question struct {
	Method, Path string
	Headers      map[string]string
}

type answer struct {
	Code   uint64            `json:"code"`
	Status uint64            `json:"status"`
	Set    map[string]string `json:"set"`
	Remove []string          `json:"remove"`
}

func main() {
	connection, err := grpc.Dial(os.Args[1], grpc.WithInsecure(), grpc.WithBlock(), grpc.WithDefaultCallOptions(grpc.ForceCodec(octets{})))
	if err != nil {
		panic(err)
	}

	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}

		http := join(field(2, []byte(asked.Method)), field(4, []byte(asked.Path)), field(5, []byte("api.example")))
		for name, value := range asked.Headers {
			http = join(http, field(3, join(field(1, []byte(name)), field(2, []byte(value)))))
		}

		request, response := field(1, field(4, field(2, http))), []byte{}
		if err := connection.Invoke(context.Background(), "/envoy.service.auth.v3.Authorization/Check", &request, &response); err != nil {
			panic(err)
		}

		told := answer{Status: 200, Set: map[string]string{}, Remove: []string{}}
		read(response, func(number uint64, content []byte, _ uint64) {
			switch number {
			case 1:
				read(content, func(_ uint64, _ []byte, code uint64) { told.Code = code })
			case 2:
				read(content, func(inner uint64, status []byte, _ uint64) {
					if inner == 1 {
						read(status, func(_ uint64, _ []byte, code uint64) { told.Status = code })
					}
				})
			case 3:
				read(content, func(inner uint64, part []byte, _ uint64) {
					if inner == 5 {
						told.Remove = append(told.Remove, string(part))
					} else if inner == 2 {
						name, value := "", ""
						read(part, func(option uint64, header []byte, _ uint64) {
							if option == 1 {
								read(header, func(which uint64, text []byte, _ uint64) {
									if which == 1 {
										name = string(text)
									} else {
										value = string(text)
									}
								})
							}
						})
						told.Set[name] = value
					}
				})
			}
		})

		line, _ := json.Marshal(told)
		fmt.Println(string(line))
	}
}
