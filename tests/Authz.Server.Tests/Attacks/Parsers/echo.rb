# Reads queries, a line each, and answers what Rack reads under a name; "refused" for a query that contradicts itself.
require "json"
require "rack"
STDIN.each_line(chomp: true) do |query|
  read = begin
    Rack::Utils.parse_nested_query(query)[ARGV[0]]
  rescue StandardError
    "refused"
  end
  puts JSON.generate([read])
end
