# ruby.rb URL [LOCAL_ADDRESS]
require 'net/http'

uri = URI(ARGV[0])
http = Net::HTTP.new(uri.host, uri.port)
http.use_ssl = true
http.local_host = ARGV[1]
answer = http.request(Net::HTTP::Get.new(uri))
answer.value # raises unless it is a success
print answer.body
