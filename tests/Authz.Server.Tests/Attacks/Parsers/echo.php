<?php
// Reads queries, a line each, and answers what PHP reads under a name.
while (($query = fgets(STDIN)) !== false) {
    parse_str(rtrim($query, "\n"), $read);
    echo json_encode([$read[$argv[1]] ?? null], JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
