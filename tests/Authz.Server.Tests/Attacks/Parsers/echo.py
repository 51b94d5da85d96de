"""Reads queries, a line each, and answers what Werkzeug reads under a name."""
import json
import sys

from werkzeug.wrappers import Request

for line in sys.stdin:
    request = Request({"QUERY_STRING": line.rstrip("\n"), "REQUEST_METHOD": "GET"})
    print(json.dumps([request.args.getlist(sys.argv[1])]))
