require 'fog/rackspace'
def connect(key)
  Fog::Compute::RackspaceV2.new(rackspace_username: 'mock', rackspace_api_key: key, rackspace_region: :ord)
end
compute = connect('k3y')
servers = compute.servers.all
puts "list #{servers.first.name}"
server = servers.find { |each| each.name == 'fog' }
status = nil
until status == 'DEPLOYED'
  now = server.metadata.all['rackconnect_automation_status']
  puts "status #{now}" unless now == status
  status = now
  sleep 0.2
end
bad = servers.find { |each| each.name == 'bad' }
puts "reason #{bad.metadata.all['rackconnect_unprocessable_reason']}"
begin
  connect('no').servers.all
rescue Excon::Error::Unauthorized, Fog::Errors::Error
  puts 'wrong 401'
end
puts "missing #{compute.servers.get('00000000-0000-0000-0000-000000000000').inspect}"
